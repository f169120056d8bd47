"""Fine-tuning: the loop, and the scores of a finished network."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from encoder_training.examples import Example
from encoder_training.languages import Language
from encoder_training.network import Network

EPOCHS = 3
_BATCH = 32
_RATE, _HEAD_RATE = 1.2e-4, 1e-3  # of AdamW; both warm up, then sink to nothing
_WARM_UP = 0.06  # share of the steps
_CONTEXT_DROPPED, _HEADING_ONLY, _PREVIOUS_DROPPED = 0.25, 0.2, 0.3  # shares of the examples
_TOUCHED_WEIGHT = 0.5  # what a mere touch is worth beside a provision
_CLS, _SEP = 101, 102  # BERT's


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as numbers: the tokens of its parts, and 0 or 1 for each output."""

    context: list[int]
    heading: list[int]
    text: list[int]
    previous: list[int]
    target: NDArray[np.float32]

    @property
    def length(self) -> int:
        """How many tokens the parts have."""
        return len(self.context) + len(self.text) + len(self.previous)


def encode(examples: Sequence[Example], language: Language, tokenizer: Tokenizer) -> list[Encoded]:
    """Tokenise the examples once; the parts are put together anew in each epoch."""
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def ids(texts: list[str]) -> list[list[int]]:
        return [each.ids for each in tokenizer.encode_batch(texts, add_special_tokens=False)]

    most_context, most_text, most_previous = language.parts
    contexts = ids([example.passage.context for example in examples])
    headings = ids([example.passage.context.split(" ")[-1] for example in examples])
    texts = ids([example.passage.text for example in examples])
    previous = ids([example.passage.previous for example in examples])
    return [
        Encoded(
            contexts[i][-most_context:],
            headings[i][-most_context:],
            texts[i][:most_text],
            previous[i][-most_previous:] if most_previous else [],
            _target(example, language),
        )
        for i, example in enumerate(examples)
    ]


def _target(example: Example, language: Language) -> NDArray[np.float32]:
    said = [name in example.operative for name in language.outputs]
    if language.touched:
        said += [name in example.touched for name in language.outputs]
    return np.array(said, dtype=np.float32)


def train(
    examples: Sequence[Encoded],
    language: Language,
    network: Network,
    *,
    label: str,
    seed: int = 0,
) -> None:
    """Let the network learn the examples; ``label`` stands before what is printed."""
    chance = random.Random(seed)  # noqa: S311 - order of examples, no secret
    network.train()
    groups = [
        {"params": list(network.bert.parameters()), "lr": _RATE},
        {"params": list(network.head.parameters()), "lr": _HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = int(EPOCHS * len(_drawn(examples, language, chance)) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (_WARM_UP * steps), (steps - step) / steps)
    )
    weight = torch.ones(len(examples[0].target))
    weight[len(language.outputs) :] = _TOUCHED_WEIGHT
    begun, total = time.monotonic(), 0.0
    for step, batch in zip(range(1, steps + 1), _endless(examples, language, chance), strict=False):
        tensors = _assembled([_varied(example, chance) for example in batch])
        target = torch.tensor(np.stack([example.target for example in batch]))
        loss = functional.binary_cross_entropy_with_logits(
            network(*tensors), target, weight=weight, reduction="sum"
        ) / len(batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 50 == 0:
            passed = time.monotonic() - begun
            print(
                f"{label}: step {step}/{steps}, loss {total / 50:.3f}, {passed:.0f} s", flush=True
            )
            total = 0.0
    network.eval()


def _drawn(examples: Sequence[Encoded], language: Language, chance: random.Random) -> list[Encoded]:
    """The examples of an epoch."""
    if language.negatives is None:
        return list(examples)
    positives = [example for example in examples if example.target.any()]
    others = [example for example in examples if not example.target.any()]
    return positives + chance.sample(
        others, min(len(others), int(language.negatives * len(positives)))
    )


def _endless(
    examples: Sequence[Encoded], language: Language, chance: random.Random
) -> Iterator[list[Encoded]]:
    while True:
        yield from _batches(_drawn(examples, language, chance), chance)


def _batches(order: list[Encoded], chance: random.Random) -> list[list[Encoded]]:
    """The examples in a random order, those of like length together: little padding."""
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), 50 * _BATCH):
        pool = sorted(order[start : start + 50 * _BATCH], key=lambda example: example.length)
        batches += [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
    chance.shuffle(batches)
    return batches


Parts = tuple[list[int], list[int], list[int]]


def _varied(example: Encoded, chance: random.Random) -> Parts:
    """Now and then without what stands around: the words themselves must be enough."""
    drawn = chance.random()
    context = example.context
    if drawn < _CONTEXT_DROPPED:
        context = []
    elif drawn < _CONTEXT_DROPPED + _HEADING_ONLY:
        context = example.heading
    previous = [] if chance.random() < _PREVIOUS_DROPPED else example.previous
    return context, example.text, previous


def _assembled(parts: Sequence[Parts]) -> tuple[Tensor, Tensor, Tensor]:
    """[CLS] context [SEP] text [SEP] previous [SEP], padded; with mask and kinds of tokens."""
    rows = [[_CLS, *context, _SEP, *text, _SEP, *before, _SEP] for context, text, before in parts]
    length = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    for i, (row, (context, _, _)) in enumerate(zip(rows, parts, strict=True)):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        kinds[i, len(context) + 2 : len(row)] = 1
    return ids, mask, kinds


@torch.inference_mode()
def predict(network: Network, examples: Sequence[Encoded]) -> NDArray[np.float32]:
    """[examples, outputs] scores from 0 to 1."""
    scores = np.zeros((len(examples), network.head.out_features), dtype=np.float32)
    order = sorted(range(len(examples)), key=lambda i: examples[i].length)
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        tensors = _assembled(
            [(e.context, e.text, e.previous) for e in map(examples.__getitem__, some)]
        )
        scores[some] = torch.sigmoid(network(*tensors)).numpy()
    return scores
