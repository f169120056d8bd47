"""Pairs of Word files with the structure of real ones: a file, and the same with edits made in it.

The edits are made in the XML, without any tracking: figures and words changed, paragraphs taken
out, put in, split, merged and moved, rows of tables added, taken out and changed.
"""

import random
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from office.package import Package
from office.runs import cut_out, printed_text
from office.word_elements import W, child, content

SENTENCES = (
    "乙方应当在收到通知后三个工作日内书面答复。",
    "逾期付款的，每逾期一日按应付款项的万分之五支付违约金。",
    "未经甲方书面同意，乙方不得将本合同项下的义务转让给第三方。",
    "The supplier shall keep records of each visit for thirty-six (36) months.",
    "双方应当每季度对账一次，差异超过人民币1,000元的，应当在十日内核实。",
)
WORDS = {"应当": "可以", "不得": "应当", "甲方": "乙方", "shall": "may", "三": "五", "书面": "电子"}


def edited(data: bytes, chance: random.Random) -> bytes:
    """The file with a dozen edits or so, as chance has it."""
    package = Package(data)
    main = package.main_part("word/document.xml")
    root = package.xml(main)
    body = child(root, "body")
    if root is None or body is None:
        raise ValueError("a Word file has a body")
    for _ in range(chance.randint(4, 16)):
        edit = chance.choice(EDITS)
        edit(body, chance)
    return package.rewritten({main: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


def _filled(body: etree._Element) -> list[etree._Element]:
    return [
        element
        for element in content(body)
        if element.tag == f"{W}p" and len(printed_text(element).strip()) > 3
    ]


def _change_words(body: etree._Element, chance: random.Random) -> None:
    paragraphs = [p for p in body.iter(f"{W}p") if any(w in printed_text(p) for w in WORDS)]
    if paragraphs:
        paragraph = chance.choice(paragraphs)
        text = printed_text(paragraph)
        word = chance.choice([word for word in WORDS if word in text])
        _put(paragraph, text.index(word), len(word), WORDS[word])


def _change_figure(body: etree._Element, chance: random.Random) -> None:
    paragraphs = [p for p in body.iter(f"{W}p") if any(map(str.isdecimal, printed_text(p)))]
    if paragraphs:
        paragraph = chance.choice(paragraphs)
        text = printed_text(paragraph)
        place = chance.choice([i for i, letter in enumerate(text) if letter.isdecimal()])
        _put(paragraph, place, 1, str(chance.randint(10, 99)))


def _add_sentence(body: etree._Element, chance: random.Random) -> None:
    paragraphs = _filled(body)
    if paragraphs:
        paragraph = chance.choice(paragraphs)
        end = len(printed_text(paragraph).rstrip())
        _put(paragraph, end - 1, 1, printed_text(paragraph)[end - 1] + chance.choice(SENTENCES))


def _put(paragraph: etree._Element, start: int, size: int, text: str) -> None:
    runs = [run for run in cut_out(paragraph, start, start + size) if run.tag == f"{W}r"]
    texts = [element for run in runs for element in run.iter(f"{W}t")]
    if texts:
        texts[0].text = text
        texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for element in texts[1:]:
            element.text = ""


def _add_paragraph(body: etree._Element, chance: random.Random) -> None:
    paragraphs = _filled(body)
    if paragraphs:
        beside = chance.choice(paragraphs)
        added = _copy(beside)
        text = chance.choice(SENTENCES)
        _put(added, 0, len(printed_text(added)), text)
        beside.addnext(added)


def _copy(paragraph: etree._Element) -> etree._Element:
    copied = deepcopy(paragraph)
    for element in [
        *copied.iter(f"{W}sectPr"),
        *copied.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"),
    ]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return copied


def _remove_paragraph(body: etree._Element, chance: random.Random) -> None:
    paragraphs = [p for p in _filled(body) if p.find(f".//{W}sectPr") is None]
    if len(paragraphs) > 5:
        body_of = chance.choice(paragraphs)
        parent = body_of.getparent()
        if parent is not None:
            parent.remove(body_of)


def _move_paragraph(body: etree._Element, chance: random.Random) -> None:
    paragraphs = [p for p in _filled(body) if p.find(f".//{W}sectPr") is None]
    if len(paragraphs) > 8:
        moved, beside = chance.sample(paragraphs, 2)
        beside.addnext(moved)


def _split_paragraph(body: etree._Element, chance: random.Random) -> None:
    paragraphs = [p for p in _filled(body) if "。" in printed_text(p).rstrip()[:-1]]
    if paragraphs:
        paragraph = chance.choice(paragraphs)
        text = printed_text(paragraph)
        place = text.index("。") + 1
        second = _copy(paragraph)
        _put(paragraph, place, len(text) - place, "")
        _put(second, 0, place, "")
        paragraph.addnext(second)


def _merge_paragraphs(body: etree._Element, chance: random.Random) -> None:
    paragraphs = _filled(body)
    if len(paragraphs) > 5:
        first = chance.choice(paragraphs)
        second = first.getnext()
        if second is not None and second.tag == f"{W}p" and second.find(f".//{W}sectPr") is None:
            for element in list(second):
                if element.tag != f"{W}pPr":
                    first.append(element)
            body.remove(second) if second.getparent() is body else None


def _change_rows(body: etree._Element, chance: random.Random) -> None:
    tables = list(body.iter(f"{W}tbl"))
    if not tables:
        return
    rows = tables[chance.randrange(len(tables))].findall(f"{W}tr")
    row = chance.choice(rows)
    if chance.random() < 0.5 or len(rows) < 3:
        added = deepcopy(row)
        for paragraph in added.iter(f"{W}p"):
            text = printed_text(paragraph)
            if text.strip():
                _put(paragraph, 0, len(text), text.strip()[:3] + str(chance.randint(100, 999)))
        row.addnext(added)
    else:
        parent = row.getparent()
        if parent is not None:
            parent.remove(row)


EDITS: tuple[Callable[[etree._Element, random.Random], None], ...] = (
    _change_words, _change_words, _change_figure, _change_figure, _add_sentence, _add_paragraph,
    _remove_paragraph, _move_paragraph, _split_paragraph, _merge_paragraphs, _change_rows,
)  # fmt: skip
