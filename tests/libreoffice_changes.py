"""LibreOffice accepts or rejects all tracked changes of many files, in one run of a Basic macro."""

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 600
OPTIONS = ("--headless", "--norestore", "--nologo")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(list As String)
  Dim source As String, target As String, verb As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  word(0).Name = &quot;FilterName&quot;
  word(0).Value = &quot;MS Word 2007 XML&quot;
  dispatcher = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
  Open list For Input As #1
  Do While Not EOF(1)
    Line Input #1, source
    Line Input #1, target
    Line Input #1, verb
    document = StarDesktop.loadComponentFromURL(source, &quot;_blank&quot;, 0, hidden())
    frame = document.CurrentController.Frame
    verb = &quot;.uno:&quot; &amp; verb &amp; &quot;AllTrackedChanges&quot;
    dispatcher.executeDispatch(frame, verb, &quot;&quot;, 0, Array())
    document.storeToURL(target, word())
    document.close(True)
  Loop
  Close #1
  StarDesktop.terminate()
End Sub
</script:module>
"""


@dataclass(frozen=True, slots=True)
class Settling:
    """A file, where the result goes, and whether its changes are accepted or else rejected."""

    source: Path
    target: Path
    accept: bool


def settle(wanted: Sequence[Settling]) -> None:
    """Let LibreOffice settle the changes of all files and write each as a DOCX."""
    with tempfile.TemporaryDirectory() as name:
        profile = Path(name)
        _run(profile, "--terminate_after_init")  # the first start writes the profile
        module = profile / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(_MACRO, encoding="utf-8")
        listed = profile / "list.txt"
        listed.write_text(
            "".join(
                f"{each.source.as_uri()}\n{each.target.as_uri()}\n"
                f"{'Accept' if each.accept else 'Reject'}\n"
                for each in wanted
            ),
            encoding="utf-8",
        )
        _run(profile, f'macro:///Standard.Module1.Settle("{listed}")')


def _run(profile: Path, *arguments: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", *OPTIONS, *arguments],
        check=True,
        timeout=SECONDS,
        capture_output=True,
    )
