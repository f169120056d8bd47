"""Search speed at a given number of clauses, on each back end.

Clauses are made by recombining real sentences (seeded). For each form of query the times of our
``search`` (compiling, hits grouped by document, facets, exact counts), in turns with the bare
engine (``bare_engines.py``). Each question is asked once (``questions.py``), since the index keeps
what it counted.

    python benchmarks/search.py [--engine tantivy] [--clauses 100000] [--texts ../shared]
        [--index FOLDER] [--questions 40]
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from back_ends import BACK_ENDS
from bare_engines import BARE
from questions import questions
from sentences import sentences

from contracts.clause import clause_id
from contracts.visibility import EVERYTHING
from index.protocol import ClauseEntry, DocumentEntry, Put, SearchIndex
from index.query import Query
from index.query_language import parse

QUERIES = {
    "word of two hanzi": "违约",
    "phrase of four hanzi": "不可抗力",
    "single hanzi": "罚",
    "and": "违约金 逾期",
    "or": "违约金 OR 保密 OR termination",
    "not": "合同 -解除",
    "near": "违约 NEAR/10 赔偿",
    "near, longer words": "违约金 NEAR/10 逾期",
    "short Latin word": "term",
    "Latin phrase": '"limitation of liability"',
    "Latin phrase, short end": '"shall be li"',
    "prefix": "confid*",
    "pasted words": "Either party may terminate this Agreement upon thirty days written notice",
    "clause type and date": "付款 clause:payment date:2020..2022",
    "word nearly so": "terminaton~",
    "hanzi nearly so": "不可抗力~",
    "elsewhere in the document": "违约金 document:仲裁",
    "figure": "duration:<=30日",
    "law": "law:民法典",
    "everything": "",
}
CLAUSES_PER_DOCUMENT = 40
COLLECTIONS = 20


def documents(pool: Sequence[str], clauses: int, seed: int = 7) -> Iterator[DocumentEntry]:
    """Documents of 40 clauses, each clause of one to four sentences of the pool."""
    chance = random.Random(seed)
    for number in range(1, clauses // CLAUSES_PER_DOCUMENT + 1):
        yield document(pool, number, chance)


def document(pool: Sequence[str], number: int, chance: random.Random) -> DocumentEntry:
    """One made-up document."""
    collection = chance.randrange(COLLECTIONS)
    return DocumentEntry(
        document_id=number,
        version_id=number,
        collection_id=collection,
        collection=f"合同库{collection}",
        title=f"售后服务合同第{number}号",
        kind=chance.choice(["contract", "contract", "contract", "template", "policy", "terms"]),
        contract_type=chance.choice(["买卖合同", "售后服务合同", "合作协议", "平台服务协议"]),
        language="zh-Hans",
        parties=(f"甲方公司{number % 500}", f"乙方公司{number % 700}"),
        agreement_date=date(2015, 1, 1) + timedelta(days=chance.randrange(3650)),
        clauses=tuple(
            ClauseEntry(
                clause_id(number, order),
                order,
                "".join(chance.choices(pool, k=chance.randint(1, 4))),
                chance.choice(pool)[:8] if order % 4 == 0 else "",
                tuple(chance.sample(CLAUSE_TYPES, k=chance.choice([0, 1, 1, 2]))),
            )
            for order in range(CLAUSES_PER_DOCUMENT)
        ),
    )


CLAUSE_TYPES = [
    "payment", "price", "warranty", "termination", "breach_liability", "confidentiality",
    "dispute_resolution", "notices", "force_majeure", "term",
]  # fmt: skip


def milliseconds(
    *actions: Callable[[], object],
    seconds: float = 1.0,
    clock: Callable[[], float] = time.process_time,
) -> list[tuple[float, float]]:
    """Median and 95th percentile of each action, all in turns, for about so long altogether."""
    times: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    while sum(map(sum, times)) < seconds and len(times[0]) < 200:
        for action, taken in zip(actions, times, strict=True):
            start = clock()
            action()
            taken.append(clock() - start)
    return [_middle_and_high([1000 * seconds for seconds in taken]) for taken in times]


def ask(
    index: SearchIndex,
    asked: Iterable[tuple[str, Sequence[str]]],
    clock: Callable[[], float],
    bare: Callable[[Query], Callable[[], object]] | None,
) -> None:
    """Print hits and times of every form of query: medians, and the 95th percentile of ours.

    ``bare`` raises LookupError for a form that the engine alone does not know.
    """
    titles = ["hits", "search p50", "p95", *(["bare p50", "p95", "ratio"] if bare else [])]
    print(f"{'milliseconds':26}" + "".join(f"{title:>11}" for title in titles))
    for name, typed in asked:
        hits: list[int] = []
        times: list[list[float]] = [[], []]
        for number, query in enumerate(map(parse, typed)):
            actions: list[Callable[[], object]] = [partial(_search, index, query, hits)]
            with suppress(LookupError):
                actions += [bare(query)] if bare else []
            in_turns = list(zip(actions, times, strict=False))
            for action, taken in in_turns if number % 2 else reversed(in_turns):
                start = clock()
                action()
                taken.append((clock() - start) * 1000)
        row = [value for taken in times if taken for value in _middle_and_high(taken)]
        ratio = [row[0] / row[2]] if len(row) > 2 else []
        print(
            f"{name:26}{round(statistics.median(hits)):11,}"
            + "".join(f"{value:11.2f}" for value in row + ratio),
            flush=True,
        )


def _search(index: SearchIndex, query: Query, hits: list[int]) -> None:
    """A first page with its counts."""
    hits.append(index.search(query, visible=EVERYTHING).total)


def _middle_and_high(times: Sequence[float]) -> tuple[float, float]:
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=BACK_ENDS, default="tantivy")
    parser.add_argument("--clauses", type=int, default=100_000)
    parser.add_argument("--texts", type=Path, default=Path("../shared"))
    parser.add_argument("--questions", type=int, default=40, help="of each form")
    parser.add_argument("--index", type=Path, help="keep the index here, and use it if it is there")
    arguments = parser.parse_args()
    pool = list(sentences(arguments.texts))
    folder = arguments.index or Path(tempfile.mkdtemp())
    back_end = BACK_ENDS[arguments.engine]
    index = back_end.opened(folder)
    if arguments.index is None or not index.generation():
        start = time.perf_counter()
        index.rebuild(documents(pool, arguments.clauses), 1)
        seconds = time.perf_counter() - start
        print(f"{len(pool)} sentences; built at {arguments.clauses / seconds:,.0f} clauses/s")
    print(f"{arguments.clauses:,} clauses take {back_end.size(folder) / 1e6:.1f} MB")
    bare = BARE[arguments.engine](folder) if arguments.engine in BARE else None
    ask(index, questions(pool, arguments.questions), back_end.clock, bare)

    chance = random.Random(11)
    numbers = iter(range(10_000_001, 10_001_000))
    (applied,) = milliseconds(
        lambda: index.apply([Put(2, document(pool, next(numbers), chance))]),
        seconds=2,
        clock=back_end.clock,
    )
    print(
        f"one document of {CLAUSES_PER_DOCUMENT} clauses is visible after {applied[0]:.0f} ms "
        f"(median; p95 {applied[1]:.0f})"
    )
    if not arguments.index:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
