"""Train an encoder's weights: python tools/train_encoder.py zh|en [--folds-only].

Steps, each kept in build/encoder and not done again: the passages of the labelled contracts; a
network for each fold of the documents, and its scores of the documents that it hasn't seen; the
mean of their weights, which scores better than any of them (Wortsman and others: Model soups,
2022); an ONNX file in eight bits. ``tools/fit_joining.py`` then learns how to join its scores with
the rules. It needs the dependency group ``training`` (an environment of its own: torch is large).
"""

import argparse
import pickle
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer

from encoder_training.examples import Example
from encoder_training.languages import LANGUAGES, Language
from encoder_training.learning import Encoded, encode, predict, train
from encoder_training.network import Network
from encoder_training.quantizing import quantize

BUILD = Path(__file__).parent.parent / "build" / "encoder"
THREADS = 2  # more or fewer give slightly different weights


def main() -> None:
    """Train the language that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(LANGUAGES))
    language = LANGUAGES[parser.parse_args().language]
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    folder = BUILD / language.name
    folder.mkdir(parents=True, exist_ok=True)
    model, tokenizer = published(language, folder)
    examples = passages(language, folder)
    encoded = encode(examples, language, tokenizer)
    networks = [
        fold(language, folder, number, model, examples, encoded) for number in range(language.folds)
    ]
    mean = new_network(language, model)
    states = [network.state_dict() for network in networks]
    mean.load_state_dict(
        {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    )
    mean.eval()
    exact = folder / "exact.onnx"
    mean.export(onnx.load(str(model)), exact)
    quantize(exact, folder / f"{language.name}.onnx")
    print(f"{folder / language.name}.onnx")


def published(language: Language, folder: Path) -> tuple[Path, Tokenizer]:
    """The published encoder's ONNX file and its tokenizer, fetched once with Maven."""
    if not list(folder.glob("*.onnx")) or not (folder / "tokenizer.json").exists():
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
    return folder / "published.onnx", Tokenizer.from_file(str(folder / "tokenizer.json"))


def passages(language: Language, folder: Path) -> list[Example]:
    """The examples; segmenting some hundred long contracts takes a minute, so they are kept."""
    kept = folder / "examples.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(language.examples())))
    examples: list[Example] = pickle.loads(kept.read_bytes())  # noqa: S301 - written above
    return examples


def new_network(language: Language, model: Path) -> Network:
    """The published encoder with a head that knows nothing yet."""
    outputs = len(language.outputs) * (1 + language.touched)
    return Network(
        onnx.load(str(model)), outputs, head_size=language.head_size, layers=language.layers
    )


def fold(
    language: Language,
    folder: Path,
    number: int,
    model: Path,
    examples: list[Example],
    encoded: list[Encoded],
) -> Network:
    """The network that learns from all folds but one, and its scores of that one, kept in files."""
    network = new_network(language, model)
    weights, scores = folder / f"fold-{number}.pt", folder / f"fold-{number}.npz"
    if weights.exists():
        network.load_state_dict(torch.load(weights))
        network.eval()
        return network
    rows = language.seen(examples, without_fold=number)
    print(f"{language.name}, fold {number}: {len(rows)} passages", flush=True)
    train([encoded[row] for row in rows], language, network)
    learned = set(rows)
    others = [row for row in range(len(examples)) if row not in learned]
    found = predict(network, [encoded[row] for row in others])
    np.savez_compressed(scores, rows=np.array(others), scores=found)
    torch.save(network.state_dict(), weights)
    return network


if __name__ == "__main__":
    main()
