"""Opening locked files with passwords that a person gives: an unlocked copy of the same content.

The copy is read, and kept beside the original; the password is kept nowhere.
"""

import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msoffcrypto
import pyzipper
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from contracts import media_types as kinds
from contracts.errors import DamagedFile, OversizedFile
from ingest.archives.zip_archive import entries_of, oversized_archive
from ingest.parsers.pdf_document import unlock_pdf
from office.broken_zip import BROKEN_ZIP

PIECE = 1 << 20  # bytes


def unlock(source: Path, media_type: str, passwords: Sequence[str], target: Path) -> bool:
    """Write an unlocked copy of a file; False where none of the passwords opens it.

    Raises DamagedFile, and OversizedFile for an archive that unpacks to too much.
    """
    opener = OPENERS.get(media_type)
    return opener is not None and any(opener(source, password, target) for password in passwords)


def _unlock_office(source: Path, password: str, target: Path) -> bool:
    with source.open("rb") as locked, target.open("wb") as copy:
        try:
            file = msoffcrypto.OfficeFile(locked)
            if not file.is_encrypted():
                return False
            if file.format == "ooxml":
                file.load_key(password=password, verify_password=True)
            else:
                file.load_key(password=password)
            file.decrypt(copy)
        except (InvalidKeyError, DecryptionError):
            return False
        except (FileFormatError, ParseError, OSError, ValueError, KeyError, IndexError) as error:
            raise _damaged() from error
    return True


def _unlock_zip(source: Path, password: str, target: Path) -> bool:
    try:
        with pyzipper.AESZipFile(source) as locked, zipfile.ZipFile(target, "w") as copy:
            locked.setpassword(password.encode())
            for entry in entries_of(locked.infolist()):
                if entry.failure and entry.failure.code == OversizedFile.code:
                    raise oversized_archive()
                info = zipfile.ZipInfo(entry.name)
                info.external_attr = entry.info.external_attr
                info.compress_type = zipfile.ZIP_DEFLATED
                with locked.open(entry.info) as there, copy.open(info, "w") as here:
                    while piece := there.read(PIECE):
                        here.write(piece)
    except (RuntimeError, pyzipper.BadZipFile, zipfile.BadZipFile, zlib.error):
        return False  # that is what a wrong password looks like
    except BROKEN_ZIP as error:
        raise _damaged() from error
    return True


def _damaged() -> DamagedFile:
    return DamagedFile(
        "文件已损坏，输入密码也无法打开。请重新获取原件，用“替换文件”上传。",
        "The file is damaged and cannot be opened even with a password. Get it again and replace"
        " it.",
    )


OPENERS: Mapping[str, Callable[[Path, str, Path], bool]] = {
    kinds.PDF: unlock_pdf,
    kinds.ENCRYPTED_OFFICE: _unlock_office,
    kinds.DOC: _unlock_office,
    kinds.XLS: _unlock_office,
    kinds.PPT: _unlock_office,
    kinds.ZIP: _unlock_zip,
}
