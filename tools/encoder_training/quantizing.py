"""Weights in eight bits: a quarter of the size, twice the speed, nearly the same scores."""

from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic


def quantize(exact: Path, target: Path) -> None:
    """Write the model with its matrices and word vectors in eight bits.

    Seven of the eight are used: processors without VNNI add two products in sixteen bits, and more
    would overflow there (ONNX Runtime, "Quantize ONNX models", on reduce_range).
    """
    quantize_dynamic(
        str(exact), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
