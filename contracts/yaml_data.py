"""Reading the YAML that lawyers edit: checked at load, every error with its file and line.

The shape of a file is a frozen dataclass; pydantic checks the values. Unknown and doubled keys are
refused, and all errors of a file are reported together.
"""

from collections.abc import Hashable, Mapping
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from contracts.errors import InvalidData

T = TypeVar("T")
NonEmpty = Annotated[str, StringConstraints(min_length=1)]  # for the fields of such dataclasses
Place = tuple[int | str, ...]  # the way to a value: keys and positions

# Pydantic's error types in Chinese; the braces take the error's own context.
CHINESE: Mapping[str, str] = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的键",
    "unexpected_keyword_argument": "不认识的键",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "应符合 {pattern}",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为“键：值”",
    "dataclass_type": "应为“键：值”",
    "dataclass_exact_type": "应为“键：值”",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "float_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "enum": "应为 {expected}",
    "literal_error": "应为 {expected}",
    "date_from_datetime_parsing": "应为日期，如 2021-01-01",
    "date_type": "应为日期，如 2021-01-01",
    "value_error": "{error}",
}


class _Problem:
    """One error on its way into the message: line (from 1), and what is expected."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        self.line, self.zh, self.en = line, zh, en


def load_yaml(path: Path, type_: type[T]) -> T:
    """The file as a value of ``type_``: a dataclass, or a tuple or mapping of dataclasses.

    Raises InvalidData naming the file, and for every error its line and what is expected there.
    """
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        reader = _NodeReader()
        value = reader.read(root, ()) if root else None
    except OSError as error:
        raise InvalidData(
            f"{path.name}：文件无法读取（{error.strerror}）。",
            f"{path.name}: the file cannot be read ({error.strerror}).",
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise _invalid(path, [_syntax_problem(error)]) from error
    if root is None:
        raise _invalid(path, [_Problem(1, "文件是空的", "the file is empty")])
    if reader.problems:
        raise _invalid(path, reader.problems)
    # Only inside another type does pydantic hand the configuration down to plain dataclasses.
    wrapped: Any = GenericAlias(tuple, (type_,))
    adapter: TypeAdapter[tuple[T]] = TypeAdapter(wrapped, config=ConfigDict(extra="forbid"))
    try:
        return adapter.validate_python((value,))[0]
    except ValidationError as error:
        problems = [_value_problem(reader, details) for details in error.errors()]
        raise _invalid(path, problems) from error


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
                problem = _Problem(line, f"键“{key}”重复", f"the key {key!r} stands twice")
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


def _value_problem(reader: _NodeReader, details: ErrorDetails) -> _Problem:
    place: Place = details["loc"][1:]
    name = ".".join(str(part) for part in place) or "(file)"
    context = {key: str(value) for key, value in details.get("ctx", {}).items()}
    chinese = CHINESE.get(details["type"])
    zh = chinese.format(**context) if chinese else details["msg"]
    return _Problem(reader.line(place), f"{name}：{zh}", f"{name}: {details['msg']}")


def _invalid(path: Path, problems: list[_Problem]) -> InvalidData:
    ordered = sorted(problems, key=lambda problem: problem.line)
    zh = "；".join(f"{path.name} 第 {p.line} 行：{p.zh}" for p in ordered)
    en = "; ".join(f"{path.name} line {p.line}: {p.en}" for p in ordered)
    return InvalidData(f"{zh}。请改正后重试。", f"{en}. Correct this and try again.")
