"""LibreOffice works through files by a Basic macro, in one run and a profile of its own."""

import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

SECONDS = 1800
OPTIONS = ("--headless", "--norestore", "--nologo")
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
{macro}
</script:module>
"""
_MACRO = """
Sub Work(list As String)
  Dim first As String, second As String, third As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  Dim against(1) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  word(0).Name = "FilterName"
  word(0).Value = "MS Word 2007 XML"
  against(0).Name = "URL"
  against(1).Name = "NoAcceptDialog"
  against(1).Value = True
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  Open list For Input As #1
  Do While Not EOF(1)
    Line Input #1, first
    Line Input #1, second
    Line Input #1, third
    document = StarDesktop.loadComponentFromURL(first, "_blank", 0, hidden())
    frame = document.CurrentController.Frame
    {step}
    document.storeToURL(second, word())
    document.close(True)
  Loop
  Close #1
  StarDesktop.terminate()
End Sub
"""


def work_through(step: str, triples: Sequence[tuple[str, str, str]]) -> None:
    """For each triple open the first address, do the ``step``, which may read the third, and write
    a DOCX to the second.
    """
    with tempfile.TemporaryDirectory() as name:
        profile = Path(name)
        _run(profile, "--terminate_after_init")  # the first start writes the profile
        module = profile / "user" / "basic" / "Standard" / "Module1.xba"
        macro = _MACRO.replace("{step}", step)
        module.write_text(_MODULE.replace("{macro}", escape(macro)), encoding="utf-8")
        listed = profile / "list.txt"
        listed.write_text("".join(f"{line}\n" for triple in triples for line in triple), "utf-8")
        _run(profile, f'macro:///Standard.Module1.Work("{listed}")')


def _run(profile: Path, *arguments: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", *OPTIONS, *arguments],
        check=True,
        timeout=SECONDS,
        capture_output=True,
    )
