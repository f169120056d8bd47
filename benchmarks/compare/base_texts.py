"""What the pairs are made of: the demo contracts' clauses, level by level, and schedules."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from compare.units import content_start
from contracts.clause import ClauseKind
from contracts.language import language_of
from contracts.structure.segmentation import segment
from ingest.files.media_type import sniff_file
from ingest.parsers import parser_for

CONTRACTS = Path(__file__).parents[2] / "demo" / "contracts"
SHORTEST = 12  # characters of a clause that edits are made in


@dataclass(frozen=True, slots=True)
class Item:
    """A clause before it is numbered: ``level`` 0 for an article, 1 for what stands under it.

    ``sources`` are the places of the old document that it comes from.
    """

    level: int
    text: str
    sources: tuple[int, ...] = ()
    moved: bool = False
    changed: bool = False


@cache
def contracts(language: str) -> tuple[tuple[Item, ...], ...]:
    """The demo contracts in simplified Chinese ("zh-Hans") or English ("en")."""
    found = []
    for path in sorted(CONTRACTS.rglob("*.*")):
        with path.open("rb") as file:
            parser = parser_for(sniff_file(file, path.name))
        clauses = segment(parser(path.read_bytes()).blocks, 0)
        if language_of("\n".join(clause.text for clause in clauses)) != language:
            continue
        items = []
        for clause in clauses:
            text = clause.text[content_start(clause) :].strip()
            if text and clause.kind in (ClauseKind.CLAUSE, ClauseKind.CHAPTER):
                items.append(Item(0 if clause.parent is None else 1, text))
        found.append(tuple(items))
    return tuple(found)


def document(language: str, size: int, chance: random.Random) -> list[Item]:
    """A document of about ``size`` clauses: one contract, with articles of others behind it."""
    items: list[Item] = []
    texts: set[str] = set()
    while len(items) < size:
        contract = chance.choice(contracts(language))
        for item in contract:
            if item.text not in texts or len(item.text) < SHORTEST:
                items.append(item)
            elif len(texts) > 0.8 * len(every_clause(language)):
                items.append(varied(item, chance))
            texts.add(item.text)
    return items[:size]


@cache
def every_clause(language: str) -> tuple[Item, ...]:
    """The clauses of all contracts, each once."""
    items = [item for contract in contracts(language) for item in contract]
    return tuple({item.text: item for item in items}.values())


def varied(item: Item, chance: random.Random) -> Item:
    """The clause with words of another one behind it, so that long documents don't repeat."""
    language = "zh-Hans" if any("\u4e00" <= c <= "\u9fff" for c in item.text) else "en"
    other = chance.choice(every_clause(language)).text
    joint = "" if language == "zh-Hans" else " "
    return Item(item.level, f"{item.text}{joint}{other}")


GOODS = {
    "zh-Hans": ("壁挂式空调", "柜式空调", "滚筒洗衣机", "燃气热水器", "对开门冰箱", "空气净化器"),
    "en": ("Wall-mounted air conditioner", "Washing machine", "Gas water heater", "Refrigerator"),
}  # fmt: skip
PLACES = {
    "zh-Hans": ("杭州仓", "宁波仓", "嘉兴仓", "苏州仓", "无锡仓", "南京仓"),
    "en": ("Leeds depot", "York depot", "Derby depot", "Hull depot"),
}


def schedule(language: str, size: int, chance: random.Random) -> list[Item]:
    """Lines that differ by little: goods, a model, a quantity, a price, a place."""
    items = []
    for number in range(size):
        goods, place = chance.choice(GOODS[language]), chance.choice(PLACES[language])
        model, count = f"KF-{chance.randint(20, 99)}{'ABCD'[number % 4]}", chance.randint(1, 40)
        price = chance.randint(8, 60) * 100
        if language == "en":
            text = f"{goods}, model {model}, {count} units at USD {price}.00 each, to {place}"
        else:
            text = f"{goods}，型号{model}，数量{count}台，单价{price}元，送{place}，质保期十二个月"
        items.append(Item(1, text))
    return items
