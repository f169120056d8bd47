"""The process that serves: nobody's first page waits for what can be read before."""

from pathlib import Path

import pytest

from webapp.application import create_app
from webapp.processes.web_application import warm_up
from webapp.services import open_services
from webapp.settings import Settings


def test_after_warming_up_no_page_waits_for_its_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_services(Settings.from_environment(tmp_path / "data", {})) as services:
        app = create_app(services)
        warm_up(app)
        monkeypatch.delattr("jinja2.Environment.compile")  # nothing can be compiled any more
        names = app.jinja_env.list_templates(extensions=["html"])
        assert len(names) > 50
        assert all(app.jinja_env.get_template(name) for name in names)
