"""A network in ONNX Runtime: rows of tokens in, what it makes of them out (on processors)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS, SEP, MASK = 101, 102, 103  # BERT's
_BATCH = 32  # rows; more are no faster and take more memory


class Session:
    """A network whose rows may be of any length; usable from several threads."""

    def __init__(self, path: Path, *, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_cpu_mem_arena = False  # it would keep the largest batch's memory for good
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )

    def run(
        self, rows: Sequence[Sequence[int]], outputs: Sequence[str]
    ) -> list[NDArray[np.float32]]:
        """The outputs for rows of tokens; what follows a row's first separator is its text."""
        length = max(map(len, rows))
        ids = np.zeros((len(rows), length), dtype=np.int64)
        mask, kinds = np.zeros_like(ids), np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
            kinds[number, row.index(SEP) + 1 : len(row)] = 1
        found: list[NDArray[np.float32]] = self._session.run(
            list(outputs), {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        )
        return found


def whole_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def signed_bytes(directions: NDArray[np.float32]) -> list[bytes]:
    """[rows, width] directions of length 1 as signed bytes."""
    return [row.tobytes() for row in np.round(directions * 127).astype(np.int8)]


_Row = TypeVar("_Row")


def batches(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """The rows in portions that a network takes at once."""
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]
