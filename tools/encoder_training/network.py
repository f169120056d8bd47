"""The network: a BERT whose weights come out of an ONNX file and go back into one.

The published file's graph is kept as it is, but for layers that are left out at its end: its
weights are replaced, and two outputs added.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

_NORM_EPSILON = 1e-12  # of BERT's layer norms
_DROPOUT = 0.1


def weights_of(model: onnx.ModelProto) -> dict[str, Tensor]:
    """A published model's weights by their BERT names; matrices as nn.Linear keeps them."""
    tensors = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    weights = {name: torch.tensor(value) for name, value in tensors.items() if name[:2] != "on"}
    for name, tensor in _matrices(model).items():
        weights[name] = torch.tensor(tensors[tensor].T.copy())
    return weights


def _layer_of(name: str) -> int:
    return int(name.split(".")[2]) if name.startswith("encoder.layer.") else 0


def _matrices(model: onnx.ModelProto) -> dict[str, str]:
    """BERT's name → the file's name of each matrix: only the node that uses it tells what it is."""
    names = {each.name for each in model.graph.initializer}
    return {
        node.name.removeprefix("/").removesuffix("/MatMul").replace("/", ".") + ".weight": each
        for node in model.graph.node
        if node.op_type == "MatMul"
        for each in node.input
        if each in names
    }


class Network(nn.Module):
    """BERT with a linear layer over its first token: two outputs for each clause type."""

    def __init__(
        self,
        weights: Mapping[str, Tensor],
        outputs: int,
        *,
        head_size: int,
        layers: int,
        seed: int = 0,
    ) -> None:
        super().__init__()
        torch.manual_seed(seed)
        weights = {name: value for name, value in weights.items() if _layer_of(name) < layers}
        self._names = {name.replace(".", "__"): name for name in weights}
        self.bert = nn.ParameterDict({key: weights[name] for key, name in self._names.items()})
        self.layers = layers
        self.width = weights["embeddings.word_embeddings.weight"].shape[1]
        self.heads = self.width // head_size
        self.head = nn.Linear(self.width, outputs)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -4.0)  # most types are absent from most passages

    def _weight(self, name: str) -> Tensor:
        return self.bert[name.replace(".", "__")]

    @property
    def word_vectors(self) -> Tensor:
        """[words, width]: what the network knows of each word before it reads on."""
        return self._weight("embeddings.word_embeddings.weight")

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return self.word_vectors.device

    @property
    def weights(self) -> dict[str, Tensor]:
        """The weights but for the head's, by their BERT names."""
        return {name: self.bert[key].detach().cpu() for key, name in self._names.items()}

    def of_last_layer(self) -> list[nn.Parameter]:
        """The parameters of the layer under the head."""
        names = self._names.items()
        return [self.bert[key] for key, name in names if _layer_of(name) == self.layers - 1]

    def _linear(self, values: Tensor, name: str) -> Tensor:
        return functional.linear(
            values, self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        )

    def _norm(self, values: Tensor, name: str) -> Tensor:
        weight, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return functional.layer_norm(values, (self.width,), weight, bias, _NORM_EPSILON)

    def _dropped(self, values: Tensor) -> Tensor:
        return functional.dropout(values, _DROPOUT, self.training)

    def every_token(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """[batch, length] token ids → [batch, length, width], what BERT makes of each."""
        return self._layer(self.below(ids, mask, kinds), mask, self.layers - 1)

    def below(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """[batch, length] token ids → [batch, length, width], what the last layer is given."""
        values = (
            functional.embedding(ids, self.word_vectors)
            + functional.embedding(kinds, self._weight("embeddings.token_type_embeddings.weight"))
            + self._weight("embeddings.position_embeddings.weight")[: ids.shape[1]]
        )
        values = self._dropped(self._norm(values, "embeddings.LayerNorm"))
        for layer in range(self.layers - 1):
            values = self._layer(values, mask, layer)
        return values

    def _layer(self, values: Tensor, mask: Tensor, layer: int, made: int | None = None) -> Tensor:
        """What a layer makes of all tokens, or of the first ``made`` alone, which see them all."""
        name = f"encoder.layer.{layer}"

        def split(part: str, values: Tensor) -> Tensor:
            projected = self._linear(values, f"{name}.attention.self.{part}")
            return projected.view(*values.shape[:2], self.heads, -1).transpose(1, 2)

        own = values[:, :made]
        seen = functional.scaled_dot_product_attention(
            split("query", own),
            split("key", values),
            split("value", values),
            attn_mask=mask[:, None, None, :].bool(),
        )
        seen = seen.transpose(1, 2).reshape(own.shape)
        seen = self._dropped(self._linear(seen, f"{name}.attention.output.dense"))
        values = self._norm(own + seen, f"{name}.attention.output.LayerNorm")
        inner = functional.gelu(self._linear(values, f"{name}.intermediate.dense"))
        inner = self._dropped(self._linear(inner, f"{name}.output.dense"))
        return self._norm(values + inner, f"{name}.output.LayerNorm")

    def last(self, values: Tensor, mask: Tensor) -> Tensor:
        """What ``below`` gives → the logits: [batch, outputs]."""
        return self.head(self._dropped(self._layer(values, mask, self.layers - 1, made=1)[:, 0]))

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """The logits: [batch, outputs]."""
        return self.last(self.below(ids, mask, kinds), mask)

    def export(self, model: onnx.ModelProto, target: Path) -> None:
        """Write the published model anew with these weights, its outputs "scores" and "vector"."""
        tensors = {each.name: each for each in model.graph.initializer}
        matrices = _matrices(model)
        for key, name in self._names.items():
            value = self.bert[key].detach().numpy()
            value = value.T if name in matrices else value
            tensor = tensors[matrices.get(name, name)]
            tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value), tensor.name))
        self._add_outputs(model.graph)
        _remove_unused(model.graph)
        onnx.checker.check_model(model)
        onnx.save(model, str(target))

    def _add_outputs(self, graph: onnx.GraphProto) -> None:
        end = f"/encoder/layer.{self.layers - 1}/output/LayerNorm/Add_1"
        last = next(node.output[0] for node in graph.node if node.name == end)
        constants = {
            "first": np.array(0, dtype=np.int64),
            "head.weight": self.head.weight.detach().numpy().T.copy(),
            "head.bias": self.head.bias.detach().numpy(),
        }
        graph.initializer.extend(numpy_helper.from_array(v, n) for n, v in constants.items())
        graph.node.extend(
            [
                helper.make_node("Gather", [last, "first"], ["first_token"], axis=1),
                helper.make_node("MatMul", ["first_token", "head.weight"], ["head_product"]),
                helper.make_node("Add", ["head_product", "head.bias"], ["logits"]),
                helper.make_node("Sigmoid", ["logits"], ["scores"]),
                helper.make_node("LpNormalization", ["first_token"], ["vector"], axis=1, p=2),
            ]
        )
        del graph.output[:]
        sizes = {"scores": self.head.out_features, "vector": self.width}
        graph.output.extend(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", size])
            for name, size in sizes.items()
        )


def _remove_unused(graph: onnx.GraphProto) -> None:
    """Leave out what no output depends on: the layers that were dropped."""
    needed = {each.name for each in graph.output}
    nodes = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            nodes.append(node)
            needed.update(node.input)
    kept = [each for each in graph.initializer if each.name in needed]
    for old, new in ((graph.node, nodes[::-1]), (graph.initializer, kept)):
        del old[:]
        old.extend(new)
    del graph.value_info[:]
