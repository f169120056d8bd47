"""Going on from weights in eight bits: the last layer and the head learn, the rest stays as it is.

What the layers below make of each example is computed once. So an epoch takes minutes on one core,
where training from the start takes hours on two.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from encoder_training.encoding import Encoded, Parts, assembled
from encoder_training.languages import Language
from encoder_training.learning import BATCH, Progress, endless, loss_of, optimise, varied
from encoder_training.network import Network, weights_of
from encoder_training.quantizing import dequantized

_RATE, _HEAD_RATE = 1e-4, 8e-4
_EPOCHS = 3
_VIEWS = 2  # of each example: whole, and with less of what stands above


def restored(shipped: onnx.ModelProto, published: onnx.ModelProto, language: Language) -> Network:
    """The network of a file in eight bits, as exact as those are; ``published``: its graph."""
    tensors = dequantized(shipped)
    for each in published.graph.initializer:
        if each.name in tensors:
            each.CopyFrom(numpy_helper.from_array(tensors[each.name], each.name))
    outputs = len(tensors["head.bias"])
    network = Network(
        weights_of(published), outputs, head_size=language.head_size, layers=language.layers
    )
    with torch.no_grad():
        network.head.weight.copy_(torch.tensor(tensors["head.weight"].T))
        network.head.bias.copy_(torch.tensor(tensors["head.bias"]))
    return network


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example: what the last layer is given of each view of it, and what is to be learned."""

    views: list[NDArray[np.float16]]  # [tokens, width]
    target: NDArray[np.float32]
    looked: NDArray[np.float32]


def prepared(network: Network, examples: Sequence[Encoded], *, seed: int = 0) -> list[Prepared]:
    """What the layers below the last make of the examples."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    views = [_below(network, [(each.context, each.text) for each in examples])]
    views += [
        _below(network, [varied(each, chance) for each in examples]) for _ in range(_VIEWS - 1)
    ]
    return [
        Prepared(list(seen), each.target, each.looked)
        for each, *seen in zip(examples, *views, strict=True)
    ]


@torch.inference_mode()
def _below(network: Network, parts: Sequence[Parts]) -> list[NDArray[np.float16]]:
    network.eval()
    found = [np.empty((0, 0), dtype=np.float16)] * len(parts)
    order = sorted(range(len(parts)), key=lambda i: sum(map(len, parts[i])))
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        ids, mask, kinds = assembled([parts[i] for i in some], network.device)
        values = network.below(ids, mask, kinds).half().cpu().numpy()
        for i, row, length in zip(some, values, mask.sum(1).tolist(), strict=True):
            found[i] = row[:length].copy()
    return found


def go_on(
    network: Network,
    lessons: Sequence[Prepared],
    language: Language,
    *,
    label: str,
    seed: int = 0,
) -> None:
    """Let the last layer and the head learn the lessons."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - order of examples, no secret
    groups = [
        {"params": network.of_last_layer(), "lr": _RATE},
        {"params": list(network.head.parameters()), "lr": _HEAD_RATE},
    ]

    def losses(batch: Sequence[Prepared]) -> list[Tensor]:
        values, mask = _padded([chance.choice(each.views) for each in batch])
        return [loss_of(network.last(values, mask), batch, language)]

    steps = _EPOCHS * len(lessons) // BATCH
    drawn = endless(lambda: list(lessons), lambda each: len(each.views[0]), chance)
    optimise(network, groups, islice(drawn, steps), losses, Progress(label, steps))


def _padded(rows: Sequence[NDArray[np.float16]]) -> tuple[Tensor, Tensor]:
    """[batch, length, width] and the mask."""
    length, width = max(map(len, rows)), rows[0].shape[1]
    values = torch.zeros(len(rows), length, width)
    mask = torch.zeros(len(rows), length, dtype=torch.long)
    for i, row in enumerate(rows):
        values[i, : len(row)] = torch.from_numpy(row).float()
        mask[i, : len(row)] = 1
    return values, mask
