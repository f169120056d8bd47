"""A report as a web page of its own, for pages and commands alike."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import templates
from review.reports.parts import MARKS, TONE_OF_VERDICT, Layout


@cache
def report_template(name: str) -> Template:
    """A template of templates/reports, for a page that needs no other file."""
    environment = Environment(
        loader=FileSystemLoader(Path(templates.__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        kind_of=lambda part: type(part).__name__, marks=MARKS, tones=TONE_OF_VERDICT
    )
    return environment.get_template(f"reports/{name}")


def write_page(layout: Layout) -> bytes:
    """The report as HTML that needs no other file."""
    return report_template("report.html").render(layout=layout).encode()
