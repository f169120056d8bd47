"""The errors a person can act on: each names the cause and what to do, in Chinese and English.

Anything else that is raised is a bug and propagates.
"""

import traceback

from contracts.document import Failure


class TiaoliError(Exception):
    """An error whose message tells a person what to do next.

    ``attention`` says whether a person can mend the file that it is about.
    """

    code = "error"
    attention = False

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en

    def message(self, language: str) -> str:
        """The sentence in the reader's language (``zh…`` or anything else for English)."""
        return self.message_zh if language.startswith("zh") else self.message_en

    def failure(self) -> Failure:
        """What is recorded on a version that could not be read."""
        return Failure(self.code, self.message_zh, self.message_en, self.attention)


class NotFound(TiaoliError):
    """There is no such thing, or this person may not see it; which of the two is never revealed."""

    code = "not_found"


class Forbidden(TiaoliError):
    """The person may see this, but not do that."""

    code = "forbidden"


class InvalidData(TiaoliError):
    """A YAML file or workbook (clause types, checklist, laws) is wrong; the message says where.

    ``problems`` are the errors one by one, in Chinese and English.
    """

    code = "invalid_data"

    def __init__(
        self, message_zh: str, message_en: str, problems: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(message_zh, message_en)
        self.problems = problems


class InvalidQuery(TiaoliError):
    """A query cannot be read; ``position`` is the offset of the spot in the typed text.

    ``instead`` is what may be typed at the spot in the place of what stands there.
    """

    code = "invalid_query"

    def __init__(
        self, message_zh: str, message_en: str, position: int, instead: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message_zh, message_en)
        self.position = position
        self.instead = instead


class SearchUnavailable(TiaoliError):
    """The index cannot answer now. Never shown as "no hits"."""

    code = "search_unavailable"


class UnusableDatabase(TiaoliError):
    """The database cannot be opened: a wrong address, a server that is down, a damaged file, one
    that was lost, a schema made by a newer version of the program.
    """

    code = "unusable_database"


class NotExpressible(TiaoliError):
    """What was asked for can't be expressed in the format that was asked for."""

    code = "not_expressible"


class ReadingInterrupted(TiaoliError):
    """The program was told to stop while it read a file, which is not the file's fault."""

    code = "interrupted"


class UnreadableFile(TiaoliError):
    """A file was kept but cannot be read."""

    code = "unreadable"


class EmptyFile(UnreadableFile):
    """The file holds nothing, or nothing that can be read."""

    code = "empty"


class DamagedFile(UnreadableFile):
    """The file is broken: cut short, or not what it says it is inside."""

    code = "damaged"


class UnsupportedFile(UnreadableFile):
    """No parser reads this kind of file; the message lists the kinds that are read."""

    code = "unsupported"


class EncryptedFile(UnreadableFile):
    """The file wants a password."""

    code = "encrypted"
    attention = True


class NeedsOCR(UnreadableFile):
    """The file is a scan: its pages are images without text."""

    code = "needs_ocr"
    attention = True


class NeedsProgram(UnreadableFile):
    """The file is read with the help of a program that is not installed here."""

    code = "needs_program"
    attention = True


class OversizedFile(UnreadableFile):
    """The file is, or unpacks to, more than the limits allow (a decompression bomb, say)."""

    code = "oversized"


class ParserStopped(UnreadableFile):
    """The parser ran out of time or memory, or died."""

    code = "parser_stopped"


def frames_of(error: BaseException) -> str:
    """Where an error was raised, for the log; not its message, which may quote a contract."""
    here = "".join(traceback.format_tb(error.__traceback__))
    in_the_process = getattr(error, "traceback", "")  # pebble's, of the parser's process
    lines = f"{here}\n{in_the_process}".splitlines()
    return "\n".join(line.strip() for line in lines if line.startswith('  File "'))
