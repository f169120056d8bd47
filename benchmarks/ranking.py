"""How well hits are ranked: nDCG@10 on graded queries, by word, by meaning, and both fused.

    python benchmarks/ranking.py [--texts ../shared] [--keep FOLDER] [--pool FILE]

``graded_queries.yaml`` holds queries in Chinese and English with clauses of the sample contracts
graded by reading them: 2 answers the query, 1 touches it, 0 doesn't. A clause is named by a hash of
its text. Half of the queries are kept away from tuning, and the fresh ones are asked of contracts
that were not used before. What is in no list counts as 0. ``--pool`` writes the clauses that are
still to be graded.
"""

import argparse
import math
import pickle
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import tantivy
from graded import FRESH, GRADED, Corpus, GradedQuery, corpus, files_of
from tantivy import Occur
from tantivy import Query as TantivyQuery

from contracts.text import reading
from contracts.visibility import EVERYTHING
from contracts.yaml_data import load_yaml
from encoder.sentences import load_sentences
from index.analysis import phrases
from index.directions import likenesses
from index.query_language import parse
from index.synonyms import with_synonyms
from index.tantivy_index import TantivyIndex
from index.tantivy_schema import SCHEMA
from ingest.meaning import language_read
from searching.fusion import by_words, ranked_together

DEPTH = 10


class Rankers:
    """The ways to rank, each a function of the typed query that gives clause ids."""

    def __init__(self, samples: Corpus, folder: Path) -> None:
        self._samples = samples
        self._index = TantivyIndex(folder)
        self._index.rebuild(samples.documents, 1)
        generation = folder / (folder / "current").read_text()
        self._searcher = tantivy.Index.open(str(generation)).searcher()
        self._sentences = load_sentences()
        self._ids = {len(direction): [] for direction in samples.directions.values()}  # type: dict[int, list[str]]
        for name, direction in samples.directions.items():
            self._ids[len(direction)].append(name)
        self._rows = {
            width: np.stack([np.frombuffer(samples.directions[name], np.int8) for name in names])
            for width, names in self._ids.items()
        }

    def by_word(self, typed: str) -> list[str]:
        """Ours: best clauses first, wherever they stand."""
        results = self._index.search(with_synonyms(parse(typed)), visible=EVERYTHING, limit=None)
        return [hit.clause_id for hit in sorted(results.hits, key=lambda hit: -hit.score)]

    def bm25(self, typed: str) -> list[str]:
        """The engine's own default: BM25 over the tokens of the words, of which any will do."""
        return self._bm25(typed, Occur.Should)

    def bm25_of_all(self, typed: str) -> list[str]:
        """The same for clauses with all of the words, which is what our language asks for."""
        return self._bm25(typed, Occur.Must)

    def _bm25(self, typed: str, occur: Occur) -> list[str]:
        wanted = []
        for word in typed.split():
            for row in phrases(word):
                if len(row) == 1:
                    wanted.append(TantivyQuery.regex_query(SCHEMA, "text", row[0].text + ".*"))
                else:
                    terms = [(one.position, one.text) for one in row if not one.prefix]
                    wanted.append(
                        TantivyQuery.phrase_query(SCHEMA, "text", terms)  # type: ignore[arg-type]  # stubs leave out places
                        if len(terms) > 1
                        else TantivyQuery.term_query(SCHEMA, "text", terms[0][1])
                    )
        query = TantivyQuery.boolean_query([(occur, each) for each in wanted])
        found = self._searcher.search(query, 100).hits
        versions = self._searcher.fast_field_values("version_id", [at for _, at in found])
        orders = self._searcher.fast_field_values("order", [at for _, at in found])
        return [f"{one}.{two}" for one, two in zip(versions, orders, strict=True)]

    def by_meaning(self, typed: str) -> list[str]:
        """By the directions of the clauses and of the query."""
        assert self._sentences is not None  # noqa: S101 - asked for only with models
        wanted = self._sentences.question(reading(typed).text, language_read(typed))
        alike = likenesses(wanted, self._rows[len(wanted)])
        return [self._ids[len(wanted)][at] for at in np.argsort(-alike)[:100]]

    def by_all_then_any(self, typed: str) -> list[str]:
        """As the search box has it: what has all that was typed, then what has any of the words."""
        return [hit.clause_id for hit in by_words(self._index, typed, EVERYTHING)]

    def fused(self, typed: str) -> list[str]:
        """By words and by meaning, by their reciprocal ranks, as the page has it."""
        return ranked_together(self.by_all_then_any(typed), self.by_meaning(typed))


def ndcg(names: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin, Kekäläinen, 2002)."""
    seen: dict[str, None] = dict.fromkeys(names)  # the same text in two contracts counts once
    gains = [2 ** grades.get(name, 0) - 1 for name in list(seen)[:DEPTH]]
    best = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:DEPTH]
    return _discounted(gains) / (_discounted(best) or 1.0)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def pool(samples: Corpus, rankers: Rankers, queries: Sequence[GradedQuery]) -> Iterator[str]:
    """What is among the first ten of some ranker and not graded yet, to be read."""
    for number, query in enumerate(queries):
        found: dict[str, str] = {}
        for ranker in (rankers.by_word, rankers.bm25, rankers.by_meaning):
            for name in ranker(query.query)[:8]:
                found.setdefault(samples.names[name], samples.texts[name])
        for name, text in found.items():
            if name not in query.grades:
                shown = " ".join(text.split())[:110]
                yield f"{number} {query.query} | {name} | {shown}"


def main() -> None:
    """Read, rank, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--keep", type=Path, help="keep directions here, and use them if there")
    parser.add_argument("--pool", type=Path)
    arguments = parser.parse_args()
    kept: dict[str, bytes] = {}
    if arguments.keep and arguments.keep.exists():
        kept = pickle.loads(arguments.keep.read_bytes())  # noqa: S301 - what we wrote ourselves
    queries = load_yaml(GRADED, tuple[GradedQuery, ...])
    fresh = [query for query in queries if query.part == FRESH]
    others = [query for query in queries if query.part != FRESH]
    scores: list[Scores] = []
    for asked, is_fresh in ((others, False), (fresh, True)):
        samples = corpus(files_of(arguments.texts, fresh=is_fresh), kept)
        with TemporaryDirectory() as folder:
            rankers = Rankers(samples, Path(folder))
            if arguments.pool:
                with arguments.pool.open("a", encoding="utf-8") as file:
                    file.writelines(f"{line}\n" for line in pool(samples, rankers, asked))
            else:
                scores.append(measured(samples, rankers, asked))
    if arguments.keep:
        arguments.keep.write_bytes(pickle.dumps(kept))
    if scores:
        show(scores)


Scores = Mapping[str, Mapping[str, float]]  # way to rank → part → mean nDCG@10


def measured(samples: Corpus, rankers: Rankers, queries: Sequence[GradedQuery]) -> Scores:
    """How well each way ranks, by part of the queries."""
    ways = {
        "engine's BM25, any word": rankers.bm25,
        "engine's BM25, all words": rankers.bm25_of_all,
        "by word, all words": rankers.by_word,
        "the search box": rankers.by_all_then_any,
        "by meaning": rankers.by_meaning,
        "fused": rankers.fused,
    }
    parts: dict[str, list[GradedQuery]] = {}
    for query in queries:
        parts.setdefault(query.part, []).append(query)
    return {
        title: {
            part: statistics.fmean(
                ndcg([samples.names[name] for name in rank(each.query)], each.grades)
                for each in of_part
            )
            for part, of_part in parts.items()
        }
        for title, rank in ways.items()
    }


def show(scores: Sequence[Scores]) -> None:
    """Print a table of all parts."""
    print(f"{'nDCG@10':24}" + "".join(f"{part:>10}" for part in ("tuned", "held out", FRESH)))
    for title in scores[0]:
        means = {part: mean for each in scores for part, mean in each[title].items()}
        print(f"{title:24}" + "".join(f"{means[part]:10.3f}" for part in ("tune", "held", FRESH)))


if __name__ == "__main__":
    main()
