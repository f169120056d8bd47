"""Running LibreOffice and catdoc on files that nobody vouches for.

Where Linux lets us, the program runs without any network and in a process namespace of its own, so
that it ends with us however we end. Everywhere it gets an empty home, a profile that forbids macros
and the following of links, and a time limit.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from contracts.errors import DamagedFile, ParserStopped

SECONDS = 100  # within the time that a parser has, so that the cause can be told
PREFIX = "tiaoli-office-"
LEFT_BEHIND = 3600.0  # seconds after which a folder is nobody's any more
LIBRARIES = {"writer": "libswlo.so", "calc": "libsclo.so", "impress": "libsdlo.so"}
ALONE = ("setpriv", "--pdeathsig", "KILL", "unshare", "--map-root-user", "--net", "--pid", "--fork",
         "--kill-child")  # fmt: skip
OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
FORBIDDEN = (  # path in LibreOffice's configuration, name, value
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),  # nobody answers there
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def has_component(component: str) -> bool:
    """Whether LibreOffice is installed with its ``component``: writer, calc or impress."""
    program = shutil.which("soffice")
    if program is None:
        return False
    folder = Path(program).resolve().parent
    # Elsewhere than on Linux the libraries lie in other places: believe that nothing is left out.
    return (folder / LIBRARIES[component]).exists() or not (folder / "libmergedlo.so").exists()


def convert(data: bytes, suffix: str, target: str) -> bytes:
    """The file in another format, named by its suffix. Raises DamagedFile and ParserStopped."""
    _remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        _write_profile(folder / "profile" / "user")
        source = folder / f"file.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, *OPTIONS, "--convert-to", target, "--outdir"]
        _run([*command, str(folder / "out"), str(source)], folder)
        try:
            return (folder / "out" / f"file.{target}").read_bytes()
        except FileNotFoundError as error:
            raise _damaged() from error


def run_catdoc(data: bytes) -> bytes:
    """The text of an old Word file in UTF-8. Raises DamagedFile and ParserStopped."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        source = Path(name) / "file.doc"
        source.write_bytes(data)
        text = _run(["catdoc", "-w", "-d", "utf-8", str(source)], Path(name))
    if not text.strip():
        raise _damaged()
    return text


def _run(command: Sequence[str], folder: Path) -> bytes:
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    try:
        return subprocess.run(  # noqa: S603 - a program of the system, the file's name is ours
            [*_alone(), shutil.which(command[0]) or command[0], *command[1:]],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as error:
        raise ParserStopped(
            f"LibreOffice 转换此文件超过 {SECONDS} 秒，已停止。请在原程序中另存为新格式后上传。",
            f"LibreOffice took more than {SECONDS} seconds for the file and was stopped. "
            "Save it in a newer format in its own program and upload that.",
        ) from error


@cache
def _alone() -> tuple[str, ...]:
    """The command prefix that cuts a program off from the rest; () where the system can't."""
    if not all(map(shutil.which, ("setpriv", "unshare"))):
        return ()
    tried = subprocess.run([*ALONE, "true"], capture_output=True, check=False)  # noqa: S603 - ours
    return ALONE if tried.returncode == 0 else ()


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in FORBIDDEN
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _remove_leftovers() -> None:
    """Remove what is left of conversions whose process was killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if time.time() - path.lstat().st_mtime > LEFT_BEHIND:
            shutil.rmtree(path, ignore_errors=True)


def _damaged() -> DamagedFile:
    return DamagedFile(
        "LibreOffice 无法打开此文件，它可能已损坏。请用原程序另存为新格式，或重新获取原件。",
        "LibreOffice cannot open the file; it may be damaged. Open it in its own program and save "
        "it in a newer format, or get the original again.",
    )
