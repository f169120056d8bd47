"""A network in ONNX Runtime, on processors: rows of tokens in, the network's outputs out."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS, SEP, MASK = 101, 102, 103  # BERT's


class Session:
    """A network whose rows may be of any length; usable from several threads.

    Each row is read by itself, as many at a time as there are ``threads``. Rows read together would
    change each other's outputs: a network in eight bits rounds by the largest value it sees. Nor is
    that faster: single rows need no filling up, and what is made of them stays in the caches.
    """

    def __init__(self, path: Path, *, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="encoder")

    def run(
        self, rows: Iterable[Sequence[int]], outputs: Sequence[str]
    ) -> Iterator[tuple[NDArray[np.float32], ...]]:
        """For each row of tokens the outputs; what follows its first separator is its text.

        All rows are begun at once; the outputs come in their order.
        """
        return self._threads.map(partial(self._read, list(outputs)), rows)

    def _read(self, outputs: list[str], row: Sequence[int]) -> tuple[NDArray[np.float32], ...]:
        ids = np.array([row], dtype=np.int64)
        kinds = np.zeros_like(ids)
        kinds[0, row.index(SEP) + 1 :] = 1
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": kinds}
        return tuple(output[0] for output in self._session.run(outputs, given))


def whole_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def signed_bytes(direction: NDArray[np.float32]) -> bytes:
    """A direction of length 1, each number of it as a signed byte."""
    return np.round(direction * 127).astype(np.int8).tobytes()
