"""The parsers and encoders that the settings name; none of them needs a data folder."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from encoder.encoder import WEIGHTS, Encoder, load_encoder
from encoder.sentences import SentenceEncoder, load_sentences
from ingest.guarded.guard import GuardedParsers
from webapp.settings import Settings


def open_encoder(settings: Settings) -> Encoder | None:
    """The encoder, None where no weights are installed; its networks are loaded when first used."""
    folder = settings.encoder_weights or WEIGHTS
    return load_encoder(folder, threads=settings.encoder_threads)


def open_sentences(settings: Settings) -> SentenceEncoder | None:
    """The encoder of meaning, None where no weights of it are installed."""
    folder = settings.encoder_weights or WEIGHTS
    return load_sentences(folder, threads=settings.encoder_threads)


@contextmanager
def open_parsers(settings: Settings) -> Iterator[GuardedParsers]:
    """The guarded parsers alone: a file can be read without any data folder."""
    parsers = GuardedParsers(
        processes=settings.parser_processes,
        seconds=settings.parser_seconds,
        memory_bytes=settings.parser_memory,
    )
    with closing(parsers):
        yield parsers
