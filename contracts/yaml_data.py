"""Reading the YAML that lawyers edit: checked at load, every error with its file and line.

The shape of a file is a frozen dataclass; pydantic checks the values. Unknown and doubled keys are
refused, and all errors of a file are reported together.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import StringConstraints

from contracts.errors import InvalidData
from contracts.plain_values import Place, Problem, WrongValues, checked

T = TypeVar("T")
NonEmpty = Annotated[str, StringConstraints(min_length=1)]  # for the fields of such dataclasses


@dataclass(frozen=True, slots=True)
class _Problem:
    """One error on its way into the message: line (from 1), and what is expected."""

    line: int
    zh: str
    en: str


def load_yaml(path: Path, type_: type[T]) -> T:
    """The file as a value of ``type_``: a dataclass, or a tuple or mapping of dataclasses.

    Raises InvalidData naming the file, and for every error its line and what is expected there.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidData(
            f"{path.name}：文件无法读取（{error.strerror}）。",
            f"{path.name}: the file cannot be read ({error.strerror}).",
        ) from error
    return read_yaml(data, path.name, type_)


def read_yaml(data: bytes, name: str, type_: type[T]) -> T:
    """YAML as a value of ``type_``; errors are told as by ``load_yaml``, under this name."""
    reader = _NodeReader()
    try:
        root = yaml.compose(data.decode(), Loader=yaml.CSafeLoader)
        value = reader.read(root, ()) if root else None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise _invalid(name, [_syntax_problem(error)]) from error
    if root is None:
        raise _invalid(name, [_Problem(1, "文件是空的", "the file is empty")])
    if reader.problems:
        raise _invalid(name, reader.problems)
    try:
        return checked(value, type_)
    except WrongValues as error:
        raise _invalid(name, [_value_problem(reader, one) for one in error.problems]) from error


def write_yaml(value: object) -> str:
    """Plain values as YAML that people read: keys in their order, long texts as blocks."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as blocks."""


def _as_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _as_text)


class _NodeReader:
    """Makes plain values of YAML nodes and remembers the line of each place."""

    def __init__(self) -> None:
        self._constructor = yaml.SafeLoader("")
        self._lines: dict[Place, int] = {}
        self.problems: list[_Problem] = []

    def read(self, node: yaml.Node, place: Place) -> Any:
        self._lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*place, i)) for i, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        return self._constructor.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Hashable, Any]:
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(_Problem(line, "键应为文字", "a key must be plain text"))
                continue
            key = self.read(key_node, (*place, str(key_node.value)))
            if key in mapping:
                problem = _Problem(line, f"键“{key}”重复", f"the key {key!r} is given twice")
                self.problems.append(problem)
            mapping[key] = self.read(value_node, (*place, str(key_node.value)))
            self._lines[(*place, str(key_node.value))] = line
        return mapping

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that stands in the file."""
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]


def _syntax_problem(error: UnicodeDecodeError | yaml.YAMLError) -> _Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _Problem(1, "应为 UTF-8 文本", "the file must be UTF-8 text")
    problem = getattr(error, "problem", None) or "cannot be read"
    return _Problem(mark.line + 1, f"YAML 语法有误（{problem}）", f"not valid YAML ({problem})")


def _value_problem(reader: _NodeReader, problem: Problem) -> _Problem:
    name = ".".join(map(str, problem.place)) or "(file)"
    return _Problem(reader.line(problem.place), f"{name}：{problem.zh}", f"{name}: {problem.en}")


def _invalid(name: str, problems: Sequence[_Problem]) -> InvalidData:
    ordered = sorted(problems, key=lambda problem: problem.line)
    told = tuple(
        (f"{name} 第 {p.line} 行：{p.zh}", f"{name} line {p.line}: {p.en}") for p in ordered
    )
    zh, en = ("；".join(each[0] for each in told), "; ".join(each[1] for each in told))
    return InvalidData(f"{zh}。请改正后重试。", f"{en}. Correct this and try again.", told)
