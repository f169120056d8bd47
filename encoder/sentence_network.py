"""One language's published network of meaning: texts in, directions out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from encoder.session import CLS, SEP, Session, signed_bytes, whole_tokenizer

_MOST_TOKENS = 256


class SentenceNetwork:
    """Gives directions; usable from several threads."""

    def __init__(self, path: Path, tokenizer: Path, *, threads: int) -> None:
        self._session = Session(path, threads=threads)
        self._tokenizer = whole_tokenizer(tokenizer)

    def directions(self, texts: Sequence[str]) -> list[bytes]:
        """Where the texts point: the first token of the last layer, its length made 1."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        rows = [[CLS, *each.ids[:_MOST_TOKENS], SEP] for each in encoded]
        read = self._session.run(rows, ["last_hidden_state"])
        return [signed_bytes(states[0] / np.linalg.norm(states[0])) for (states,) in read]
