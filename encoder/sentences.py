"""The encoder of meaning: what a clause says, and what a question asks for, as directions.

It is the published one, not fine-tuned: clauses and questions that mean the same lie close together
(Xiao and others, C-Pack: Packed Resources For General Chinese Embeddings, 2023).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from encoder.encoder import THREADS, WEIGHTS

if TYPE_CHECKING:  # what it needs loads long, and most processes never ask it
    from encoder.sentence_network import SentenceNetwork

NAME = "bge-small-v1.5"
# What its makers put before an English question; the Chinese one does as well without.
_ASKING = {"en": "Represent this sentence for searching relevant passages: ", "zh": ""}


class SentenceEncoder:
    """Texts in, directions out; a language's network is loaded when it is first asked for."""

    weights = NAME

    def __init__(self, languages: Mapping[str, "InstalledSentences"]) -> None:
        self._languages = languages

    def directions(self, texts: Sequence[str], language: str) -> list[bytes]:
        """Where the texts point, in their order; ``language`` is "zh" or "en".

        Empty in a language without a network.
        """
        installed = self._languages.get(language)
        return installed.network.directions(texts) if installed else [b""] * len(texts)

    def question(self, text: str, language: str) -> bytes:
        """The direction in which clauses point that answer a question."""
        (direction,) = self.directions([_ASKING.get(language, "") + text], language)
        return direction


@dataclass(frozen=True)  # without slots, for what is cached
class InstalledSentences:
    """A language's files: its network, which shares the tokenizer of the fine-tuned one."""

    path: Path
    tokenizer: Path
    threads: int

    @cached_property
    def network(self) -> "SentenceNetwork":
        """The network, ready to give directions."""
        from encoder.sentence_network import SentenceNetwork  # noqa: PLC0415 - loads long

        return SentenceNetwork(self.path, self.tokenizer, threads=self.threads)


def load_sentences(folder: Path = WEIGHTS, threads: int = THREADS) -> SentenceEncoder | None:
    """The encoder of meaning in a folder; None where there are no weights of it."""
    languages = {
        language: InstalledSentences(path, folder / f"{language}-tokenizer.json", threads)
        for language in _ASKING
        if (path := folder / f"meaning-{language}.onnx").exists()
    }
    return SentenceEncoder(languages) if languages else None
