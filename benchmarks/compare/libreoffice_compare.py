"""LibreOffice compares Word files, all in one run of a Basic macro."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

SECONDS = 1800
OPTIONS = ("--headless", "--norestore", "--nologo")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub CompareAll(list As String)
  Dim old As String, now As String, target As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  Dim against(1) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  word(0).Name = &quot;FilterName&quot;
  word(0).Value = &quot;MS Word 2007 XML&quot;
  against(0).Name = &quot;URL&quot;
  against(1).Name = &quot;NoAcceptDialog&quot;
  against(1).Value = True
  dispatcher = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
  Open list For Input As #1
  Do While Not EOF(1)
    Line Input #1, old
    Line Input #1, now
    Line Input #1, target
    document = StarDesktop.loadComponentFromURL(now, &quot;_blank&quot;, 0, hidden())
    against(0).Value = old
    frame = document.CurrentController.Frame
    dispatcher.executeDispatch(frame, &quot;.uno:CompareDocuments&quot;, &quot;&quot;, 0, against())
    document.storeToURL(target, word())
    document.close(True)
  Loop
  Close #1
  StarDesktop.terminate()
End Sub
</script:module>
"""


def compare_files(triples: Sequence[Sequence[Path]]) -> None:
    """For each old file, new file and target: write the target with tracked changes."""
    with tempfile.TemporaryDirectory() as name:
        profile = Path(name)
        _run(profile, "--terminate_after_init")  # the first start writes the profile
        module = profile / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(_MACRO, encoding="utf-8")
        listed = profile / "list.txt"
        addresses = (path.as_uri() for triple in triples for path in triple)
        listed.write_text("".join(f"{address}\n" for address in addresses), encoding="utf-8")
        _run(profile, f'macro:///Standard.Module1.CompareAll("{listed}")')


def _run(profile: Path, *arguments: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", *OPTIONS, *arguments],
        check=True,
        timeout=SECONDS,
        capture_output=True,
    )
