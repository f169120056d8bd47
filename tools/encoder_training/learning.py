"""Learning clause types: the loop, and the scores of a finished network."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from encoder_training.encoding import Encoded, Parts, assembled
from encoder_training.languages import Language
from encoder_training.network import Network

BATCH = 32
_RATE, _HEAD_RATE = 1.2e-4, 1e-3  # of AdamW; both warm up, then sink to nothing
_WARM_UP = 0.06  # share of the steps
_CONTEXT_DROPPED, _HEADING_ONLY = 0.25, 0.2  # shares of the examples
_TOUCHED_WEIGHT = 0.5  # what a mere touch is worth beside a provision

Row = TypeVar("Row")


class Lesson(Protocol):
    """What is to be learned of an example; see Encoded."""

    @property
    def target(self) -> NDArray[np.float32]:
        """0 or 1 for each output."""

    @property
    def looked(self) -> NDArray[np.float32]:
        """0 for outputs of which nobody has looked."""


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
    groups = [
        {"params": list(network.bert.parameters()), "lr": _RATE},
        {"params": list(network.head.parameters()), "lr": _HEAD_RATE},
    ]

    def losses(batch: Sequence[Encoded]) -> Iterator[Tensor]:
        tensors = assembled([varied(example, chance) for example in batch], network.device)
        yield loss_of(network(*tensors), batch, language)
        if language.disturbance:
            with _disturbed(network, language.disturbance):
                yield loss_of(network(*tensors), batch, language)

    steps = int(language.epochs * len(_drawn(examples, language, chance)) / BATCH)
    drawn = endless(
        lambda: _drawn(examples, language, chance), lambda example: example.length, chance
    )
    optimise(network, groups, islice(drawn, steps), losses, Progress(label, steps))


def optimise(
    network: Network,
    groups: list[dict[str, Any]],
    drawn: Iterable[list[Row]],
    losses: Callable[[list[Row]], Iterable[Tensor]],
    progress: "Progress",
) -> None:
    """Go a step for each batch that is drawn, along the gradients of all its losses.

    ``groups`` are AdamW's: the parameters that are learned, with their rates.
    """
    network.train()
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = warmed_up(optimizer, progress.steps, _WARM_UP)
    learned = [parameter for group in groups for parameter in group["params"]]
    for step, batch in enumerate(drawn, start=1):
        optimizer.zero_grad()
        found = []
        for loss in losses(batch):
            loss.backward()
            found.append(loss.item())
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        schedule.step()
        progress.show(step, found[0])
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


def loss_of(logits: Tensor, lessons: Sequence[Lesson], language: Language) -> Tensor:
    """How wrong the logits are; what only touches a type weighs less."""
    target = _stacked([lesson.target for lesson in lessons], logits.device)
    weight = torch.ones(logits.shape[1], device=logits.device)
    weight[len(language.outputs) :] = _TOUCHED_WEIGHT
    weight = weight * _stacked([lesson.looked for lesson in lessons], logits.device)
    return functional.binary_cross_entropy_with_logits(
        logits, target, weight=weight, reduction="sum"
    ) / len(lessons)


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


def endless(
    drawn: Callable[[], list[Row]], length: Callable[[Row], int], chance: random.Random
) -> Iterator[list[Row]]:
    """Batches of what is drawn anew for each epoch."""
    while True:
        yield from batches(drawn(), length, chance)


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


def varied(example: Encoded, chance: random.Random) -> Parts:
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
