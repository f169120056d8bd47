"""A command loads what it needs: who looks something up need not wait for what others import."""

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
NETWORKS = {"onnxruntime", "tokenizers"}
WRITERS = {"openpyxl", "docx", "jinja2"}


@pytest.mark.parametrize(
    ("command", "others"),
    [
        ("searching", NETWORKS | WRITERS | {"scipy", "lxml", "ingest.parsers", "review"}),
        ("tokens", NETWORKS | WRITERS | {"scipy", "lxml", "jieba", "ingest.parsers", "review"}),
    ],
)
def test_a_command_does_not_load_what_it_has_no_use_for(command: str, others: set[str]) -> None:
    loading = f"import sys, webapp.cli.{command}, webapp.services; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", loading], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert not others & set(told.stdout.split())
