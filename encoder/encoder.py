"""The encoder of all languages, and how what is installed is loaded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from contracts.clause import Clause, Tag
from contracts.errors import InvalidData
from contracts.joining import Joined, Joining, join
from contracts.passages import Passage, PassageScores, ScoredPassage

if TYPE_CHECKING:  # what it needs loads long, and most processes never score
    from encoder.network import Network

WEIGHTS = Path(__file__).parent / "weights"
THREADS = 2  # of the processor, unless told otherwise


@dataclass(frozen=True, slots=True)
class Sheet:
    """What belongs to a language's network: ``weights/zh.json``.

    ``name`` tells the weights apart from other ones of the language. Types that the labels know too
    little of are among the ``outputs`` but not in ``joining``: there the rules alone decide.
    """

    name: str
    outputs: tuple[str, ...]
    touched: bool
    parts: tuple[int, int]
    joining: Joining


_SHEET = TypeAdapter(Sheet)


class Encoder:
    """Scores passages and joins the scores with the rules; networks are loaded when first used."""

    def __init__(self, languages: Mapping[str, "InstalledLanguage"]) -> None:
        self._languages = languages
        self.weights = "+".join(each.sheet.name for _, each in sorted(languages.items()))

    def network(self, language: str) -> str:
        """The name of the network that scores a language; "" where there is none."""
        installed = self._of(language)
        return installed.sheet.name if installed else ""

    def score(self, passages: Sequence[Passage], language: str) -> Iterator[PassageScores]:
        """The passages' scores in their order; all empty in a language without a network.

        All are begun at once, and each is given as it becomes known.
        """
        installed = self._of(language)
        if installed is None:
            return repeat(PassageScores(), len(passages))
        return installed.network.score(passages)

    def join(
        self,
        clauses: Sequence[Clause],
        tags: Mapping[str, Sequence[Tag]],
        scored: Mapping[str, Sequence[ScoredPassage]],
        language: str,
    ) -> Joined:
        """The rules' tags of a version joined with the scores of its clauses' passages."""
        installed = self._of(language)
        return join(clauses, tags, scored, installed.sheet.joining if installed else None)

    def explain(
        self, passage: Passage, clause_type: str, language: str
    ) -> list[tuple[int, int, float]]:
        """The words of the passage that speak for the type: (start, end, weight), heaviest first.

        Offsets are in the passage's text; words that speak against it are left out.
        """
        installed = self._of(language)
        if installed is None or clause_type not in installed.sheet.outputs:
            return []
        weighed = installed.network.weigh_words(passage, clause_type)
        return sorted((each for each in weighed if each[2] > 0), key=lambda each: -each[2])

    def known_types(self, language: str) -> tuple[str, ...]:
        """The clause types that the weights decide; the rules alone decide the others."""
        installed = self._of(language)
        return tuple(installed.sheet.joining.present_from) if installed else ()

    def _of(self, language: str) -> "InstalledLanguage | None":
        return self._languages.get(language.partition("-")[0])


@dataclass(frozen=True)  # without slots, for what is cached
class InstalledLanguage:
    """A language's files; the network is loaded when it is first asked for."""

    folder: Path
    language: str
    sheet: Sheet
    threads: int

    @cached_property
    def network(self) -> "Network":
        """The network, ready to score."""
        from encoder.network import Network  # noqa: PLC0415 - loads long

        return Network(
            self.folder / f"{self.language}.onnx",
            self.folder / f"{self.language}-tokenizer.json",
            outputs=self.sheet.outputs,
            touched=self.sheet.touched,
            parts=self.sheet.parts,
            threads=self.threads,
        )


def load_encoder(folder: Path = WEIGHTS, threads: int = THREADS) -> Encoder | None:
    """What is installed in a folder; None where there are no weights. Raises InvalidData."""
    languages = {
        path.stem: InstalledLanguage(folder, path.stem, read_sheet(path), threads)
        for path in sorted(folder.glob("??.json"))
        if path.with_suffix(".onnx").exists()
    }
    return Encoder(languages) if languages else None


def read_sheet(path: Path) -> Sheet:
    """What belongs to a language's network, from its file. Raises InvalidData."""
    try:
        return _SHEET.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidData(
            f"编码器权重的说明文件 {path} 有误（{where}：{first['msg']}）。请重新安装权重，"
            "或清空该文件夹，仅用规则判定。",
            f"What belongs to the encoder's weights, {path}, is wrong ({where}: {first['msg']}). "
            "Install the weights anew, or empty the folder to go by rules alone.",
        ) from error
