"""The encoder of meaning: what a clause says, and what a question asks for, as directions.

It is the published one, not fine-tuned: clauses and questions that mean the same lie close together
(Xiao and others, C-Pack: Packed Resources For General Chinese Embeddings, 2023).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from encoder.encoder import THREADS, WEIGHTS
from encoder.session import CLS, SEP, Session, signed_bytes, whole_tokenizer

NAME = "bge-small-v1.5"
_MOST_TOKENS = 256
# What its makers put before an English question; the Chinese one does as well without.
_ASKING = {"en": "Represent this sentence for searching relevant passages: ", "zh": ""}


class SentenceEncoder:
    """Texts in, directions out; a language's network is loaded when it is first asked for."""

    weights = NAME

    def __init__(self, languages: Mapping[str, "SentenceNetwork"]) -> None:
        self._languages = languages

    def directions(self, texts: Sequence[str], language: str) -> list[bytes]:
        """Where the texts point, in their order; ``language`` is "zh" or "en".

        Empty in a language without a network.
        """
        network = self._languages.get(language)
        return network.directions(texts) if network else [b""] * len(texts)

    def question(self, text: str, language: str) -> bytes:
        """The direction in which clauses point that answer a question."""
        (direction,) = self.directions([_ASKING.get(language, "") + text], language)
        return direction


@dataclass(frozen=True)  # without slots, for what is cached
class SentenceNetwork:
    """A language's published network, which shares the tokenizer of the fine-tuned one."""

    path: Path
    tokenizer_path: Path
    threads: int

    @cached_property
    def _session(self) -> Session:
        return Session(self.path, threads=self.threads)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return whole_tokenizer(self.tokenizer_path)

    def directions(self, texts: Sequence[str]) -> list[bytes]:
        """Where the texts point: the first token of the last layer, its length made 1."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        rows = [[CLS, *each.ids[:_MOST_TOKENS], SEP] for each in encoded]
        read = self._session.run(rows, ["last_hidden_state"])
        return [signed_bytes(states[0] / np.linalg.norm(states[0])) for (states,) in read]


def load_sentences(folder: Path = WEIGHTS, threads: int = THREADS) -> SentenceEncoder | None:
    """The encoder of meaning in a folder; None where there are no weights of it."""
    languages = {
        language: SentenceNetwork(path, folder / f"{language}-tokenizer.json", threads)
        for language in _ASKING
        if (path := folder / f"meaning-{language}.onnx").exists()
    }
    return SentenceEncoder(languages) if languages else None
