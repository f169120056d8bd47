"""Learning clause types: the loop, and the scores of a finished network."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from encoder_training.encoding import Encoded, Parts, Tensors, assembled
from encoder_training.languages import Language
from encoder_training.network import Network

BATCH = 32
_RATE, _HEAD_RATE = 1.2e-4, 1e-3  # of AdamW; both warm up, then sink to nothing
_WARM_UP = 0.06  # share of the steps
_CONTEXT_DROPPED, _HEADING_ONLY = 0.25, 0.2  # shares of the examples
_TOUCHED_WEIGHT = 0.5  # what a mere touch is worth beside a provision


def train(
    examples: Sequence[Encoded],
    language: Language,
    network: Network,
    *,
    label: str,
    seed: int = 0,
) -> None:
    """Let the network learn the examples; ``label`` stands before what is printed.

    Where the language asks for it, each step is done again with the word vectors moved a little to
    where the network is most wrong (Miyato, Dai, Goodfellow: Adversarial training methods for
    semi-supervised text classification, 2017).
    """
    chance = random.Random(seed)  # noqa: S311 - order of examples, no secret
    network.train()
    groups = [
        {"params": list(network.bert.parameters()), "lr": _RATE},
        {"params": list(network.head.parameters()), "lr": _HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = int(language.epochs * len(_drawn(examples, language, chance)) / BATCH)
    schedule = warmed_up(optimizer, steps, _WARM_UP)
    weight = torch.ones(len(examples[0].target), device=network.device)
    weight[len(language.outputs) :] = _TOUCHED_WEIGHT
    progress = Progress(label, steps)
    for step, batch in zip(range(1, steps + 1), _endless(examples, language, chance), strict=False):
        tensors = assembled([_varied(example, chance) for example in batch], network.device)
        target = _stacked([example.target for example in batch], network.device)
        counted = weight * _stacked([example.looked for example in batch], network.device)
        optimizer.zero_grad()
        loss = _loss(network, tensors, target, counted)
        loss.backward()
        if language.disturbance:
            with _disturbed(network, language.disturbance):
                _loss(network, tensors, target, counted).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        progress.show(step, loss.item())
    network.eval()


def warmed_up(
    optimizer: torch.optim.Optimizer, steps: int, share: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """The rate of each step: it rises for a share of them, then sinks to nothing."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (share * steps), (steps - step) / steps)
    )


@dataclass
class Progress:
    """Prints the mean loss now and then."""

    label: str
    steps: int
    begun: float = field(default_factory=time.monotonic)
    total: float = 0.0

    def show(self, step: int, loss: float) -> None:
        """Count a step's loss; each fiftieth prints."""
        self.total += loss
        if step % 50 == 0:
            passed = time.monotonic() - self.begun
            print(
                f"{self.label}: step {step}/{self.steps}, "
                f"loss {self.total / 50:.3f}, {passed:.0f} s",
                flush=True,
            )
            self.total = 0.0


def _stacked(rows: Sequence[NDArray[np.float32]], device: torch.device) -> Tensor:
    return torch.tensor(np.stack(rows)).to(device)


def _loss(network: Network, tensors: Tensors, target: Tensor, weight: Tensor) -> Tensor:
    logits = network(*tensors)
    return functional.binary_cross_entropy_with_logits(
        logits, target, weight=weight, reduction="sum"
    ) / len(target)


@contextmanager
def _disturbed(network: Network, distance: float) -> Iterator[None]:
    """The network with its word vectors moved along their gradient, and back again."""
    vectors = network.word_vectors
    kept, gradient = vectors.detach().clone(), vectors.grad
    with torch.no_grad():
        vectors.add_(functional.normalize(gradient.flatten(), dim=0).view_as(gradient) * distance)
    yield
    with torch.no_grad():
        vectors.copy_(kept)


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
        drawn = _drawn(examples, language, chance)
        yield from batches(drawn, lambda example: example.length, chance)


Row = TypeVar("Row")


def batches(
    order: list[Row], length: Callable[[Row], int], chance: random.Random
) -> list[list[Row]]:
    """What is learned in a random order, those of like length together: little padding."""
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), 50 * BATCH):
        pool = sorted(order[start : start + 50 * BATCH], key=length)
        found += [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
    chance.shuffle(found)
    return found


def _varied(example: Encoded, chance: random.Random) -> Parts:
    """Now and then without what stands around: the words themselves must be enough."""
    drawn = chance.random()
    context = example.context
    if drawn < _CONTEXT_DROPPED:
        context = []
    elif drawn < _CONTEXT_DROPPED + _HEADING_ONLY:
        context = example.heading
    return context, example.text


@torch.inference_mode()
def predict(network: Network, examples: Sequence[Encoded]) -> NDArray[np.float32]:
    """[examples, outputs] scores from 0 to 1."""
    scores = np.zeros((len(examples), network.head.out_features), dtype=np.float32)
    order = sorted(range(len(examples)), key=lambda i: examples[i].length)
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        parts = [(example.context, example.text) for example in map(examples.__getitem__, some)]
        logits = network(*assembled(parts, network.device))
        scores[some] = torch.sigmoid(logits).cpu().numpy()
    return scores
