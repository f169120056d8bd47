"""Files that parsers refuse, in the tests."""

from collections.abc import Callable

import pytest

from contracts.document import ParsedFile
from contracts.errors import UnreadableFile


def assert_refused(
    parse: Callable[[bytes], ParsedFile], data: bytes, error: type[UnreadableFile]
) -> None:
    """The parser refuses the file with a sentence in Chinese and one in English."""
    with pytest.raises(error) as refused:
        parse(data)
    assert refused.value.message_zh.endswith("。")
    assert refused.value.message_en.endswith(".")
