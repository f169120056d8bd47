"""Examples as numbers: tokens in, and what is to be learned of each output."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from encoder.session import CLS, SEP
from encoder_training.examples import Example
from encoder_training.languages import Language
from encoder_training.written import WRITTEN

Parts = tuple[list[int], list[int]]  # the tokens of context and text
Tensors = tuple[Tensor, Tensor, Tensor]  # ids, mask and kinds of tokens, each [batch, length]


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as numbers: the tokens of its parts, and 0 or 1 for each output.

    ``looked`` is 0 for outputs of which nobody has looked whether they stand there.
    """

    context: list[int]
    heading: list[int]
    text: list[int]
    target: NDArray[np.float32]
    looked: NDArray[np.float32]

    @property
    def length(self) -> int:
        """How many tokens the parts have."""
        return len(self.context) + len(self.text)


def encode(examples: Sequence[Example], language: Language, tokenizer: Tokenizer) -> list[Encoded]:
    """Tokenise the examples once; the parts are put together anew in each epoch."""

    def ids(texts: list[str]) -> list[list[int]]:
        return [each.ids for each in tokenizer.encode_batch(texts, add_special_tokens=False)]

    most_context, most_text = language.parts
    contexts = ids([example.passage.context for example in examples])
    headings = ids([example.passage.context.split(" ")[-1] for example in examples])
    texts = ids([example.passage.text for example in examples])
    return [
        Encoded(
            contexts[i][-most_context:],
            headings[i][-most_context:],
            texts[i][:most_text],
            _target(example, language),
            _looked(example, language),
        )
        for i, example in enumerate(examples)
    ]


def _target(example: Example, language: Language) -> NDArray[np.float32]:
    said = [name in example.operative for name in language.outputs]
    if language.touched:
        said += [name in example.touched for name in language.outputs]
    return np.array(said, dtype=np.float32)


def _looked(example: Example, language: Language) -> NDArray[np.float32]:
    written = example.document == WRITTEN
    looked = [written or name not in language.written_only for name in language.outputs]
    return np.array(looked * (1 + language.touched), dtype=np.float32)


def assembled(parts: Sequence[Parts], device: torch.device) -> Tensors:
    """[CLS] context [SEP] text [SEP] [SEP], padded; with mask and kinds of tokens."""
    rows = [[CLS, *context, SEP, *text, SEP, SEP] for context, text in parts]
    length = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    for i, (row, (context, _)) in enumerate(zip(rows, parts, strict=True)):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        kinds[i, len(context) + 2 : len(row)] = 1
    return ids.to(device), mask.to(device), kinds.to(device)
