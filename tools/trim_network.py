"""Trim a network that was written before: python tools/trim_network.py encoder/weights/en.onnx.

Its last layer then makes something of the first token alone, as those that ``train_encoder.py``
writes now do. Its weights stay as they are, and with them their name; scores move a little, since a
network in eight bits rounds by the largest value that it sees, and it sees fewer now. It needs the
dependency group ``training``.
"""

import argparse
from pathlib import Path

import onnx

from encoder_training.quantizing import is_trimmed, leave_out_other_tokens


def main() -> None:
    """Trim the file that is named, in its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path)
    path = parser.parse_args().network
    model = onnx.load(str(path))
    if is_trimmed(model):
        parser.error(f"{path} is trimmed already")
    leave_out_other_tokens(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


if __name__ == "__main__":
    main()
