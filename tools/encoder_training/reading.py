"""Reading before learning: the words of contracts and statutes, some of them hidden and guessed.

Masked language modelling (Devlin and others: BERT, 2019) on the very texts that the types are then
learned from, without their labels (Gururangan and others: Don't stop pretraining, 2020).
"""

import random
from collections.abc import Iterable, Iterator, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from encoder.session import CLS, MASK, SEP
from encoder_training.encoding import assembled
from encoder_training.examples import Example
from encoder_training.learning import BATCH, Progress, batches, warmed_up
from encoder_training.network import Network

_LONGEST = 180  # tokens of a row
_HIDDEN, _MASKED, _LEFT = 0.15, 0.8, 0.9  # of the tokens; of those: masked, or else left as it is
_RATE, _HEAD_RATE, _WARM_UP = 1e-4, 1e-3, 0.1


def rows_of(
    examples: Iterable[Example], further: Iterable[str], tokenizer: Tokenizer
) -> list[list[int]]:
    """The texts as rows of tokens: passages that follow each other share one, lines don't."""
    rows: list[list[int]] = []
    document, row = "", list[int]()
    for example, ids in _tokens(examples, tokenizer):
        if row and (example.document != document or len(row) + len(ids) >= _LONGEST):
            rows.append(row)
            row = []
        document = example.document
        row = [*row, *ids, SEP][:_LONGEST]
    lines = tokenizer.encode_batch(list(further), add_special_tokens=False)
    return [*rows, row, *(line.ids[:_LONGEST] for line in lines)]


def _tokens(
    examples: Iterable[Example], tokenizer: Tokenizer
) -> Iterator[tuple[Example, list[int]]]:
    every = list(examples)
    texts = [example.passage.text for example in every]
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    return zip(every, (each.ids for each in encoded), strict=True)


def read(network: Network, rows: Sequence[list[int]], times: float, *, label: str) -> None:
    """Let the network guess hidden words of the rows; what guesses is thrown away afterwards."""
    chance = random.Random(7)  # noqa: S311 - order of rows, no secret
    guessing = _Guessing(network).to(network.device)
    network.train()
    groups = [
        {"params": list(network.bert.parameters()), "lr": _RATE},
        {"params": list(guessing.parameters()), "lr": _HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = int(times * len(rows) / BATCH)
    schedule = warmed_up(optimizer, steps, _WARM_UP)
    progress = Progress(label, steps)
    for step, batch in zip(range(1, steps + 1), _endless(rows, chance), strict=False):
        ids, mask, kinds = assembled([([], row) for row in batch], network.device)
        hidden, shown = _hidden(ids, len(network.word_vectors))
        values = network.every_token(shown, mask, kinds)[hidden]
        loss = functional.cross_entropy(guessing(values, network.word_vectors), ids[hidden])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        progress.show(step, loss.item())
    network.eval()


def _endless(rows: Sequence[list[int]], chance: random.Random) -> Iterator[list[list[int]]]:
    while True:
        yield from batches(list(rows), len, chance)


def _hidden(ids: Tensor, words: int) -> tuple[Tensor, Tensor]:
    """Which tokens are to be guessed, and what is shown: most of those masked, some replaced."""
    special = (ids == 0) | (ids == CLS) | (ids == SEP)
    hidden = (torch.rand(ids.shape, device=ids.device) < _HIDDEN) & ~special
    drawn = torch.rand(ids.shape, device=ids.device)
    shown = torch.where(hidden & (drawn < _MASKED), torch.full_like(ids, MASK), ids)
    others = torch.randint(0, words, ids.shape, device=ids.device)
    return hidden, torch.where(hidden & (drawn >= _LEFT), others, shown)


class _Guessing(nn.Module):
    """From what the network makes of a token to the words that may stand there."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.dense = nn.Linear(network.width, network.width)
        self.norm = nn.LayerNorm(network.width)
        self.bias = nn.Parameter(torch.zeros(len(network.word_vectors)))
        self._scale = 4 / network.width**0.5
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)

    def forward(self, values: Tensor, word_vectors: Tensor) -> Tensor:
        """[tokens, width] → [tokens, words], how likely each word is (logits)."""
        guessed = self.norm(functional.gelu(self.dense(values)))
        return functional.linear(guessed, word_vectors) * self._scale + self.bias
