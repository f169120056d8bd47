"""Finding a document's title in its first lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.text import HANZI, reading

_FIRST_LINES = 15  # non-empty lines among which a title is looked for
_PARAGRAPH = 60  # characters of a line that is no heading any more: the title stood before it
_LONGEST = 48  # characters of a Chinese title
_TITLE = re.compile(
    r"(?:合同|协议|协议书|合同书|合约|合约书|契约|契约书|条款|政策|声明|规则|章程|办法|制度|规定|规范|细则|规程|预案|方案|计划|"
    r"手册|指引|确认书|责任书|承诺书|授权书|授权委托书|意向书|备忘录|订单|订货单|采购单|保险单|运单|维修单|保修单|服务单|保修卡|凭证|借据|通知书|须知|"
    r"[^致来去回发收]函|纪要|会议记录|价目表|价格表|报价单|报价表|收费标准|条例)"
    r"(?:\([^()]{1,16}\)|\([a-z &-]{1,48}\)|范本|模板|样本|文本|之[一二三四五]|[一二三四五])?$"
    r"|^中华人民共和国.{1,30}法典?$"
)
_NO_TITLE = re.compile(
    r"[,。;:!?]|^根据|^本|^双方|^见|^附件|文书范本|^中国法律|法律法规查询|^第.{1,4}[章条节部]"
)
_UPRIGHT = re.compile(  # a title down a cover, one character a line
    rf"(?<![^\n])[ 　]*(?:[{HANZI}][ 　]*\n\s*){{3,20}}[{HANZI}][ 　]*(?![^\n])"
)
_COVER = 500  # characters
_MARKS = ' #*《》<>|-—=_"“”『』「」\t'
_CONTENTS = re.compile(r"TOC\s*\\|目[录錄]")  # a table of contents run into the title's line
_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d１-９]{1,2}[)）、.．]")
# A line that leaves the next one to say what it is: 关于…的, 智能家电售后服务.
_GOES_ON = re.compile(
    r"^关于(?!印发|发布)[^,。;:]{2,40}$|[的之与和及]$|"
    r"(?:服务|项目|工程|系统|设备|产品|业务|平台|材料|物资|房屋|软件|技术|货物|管理|维护|维修|采购)$"
)
_BARE = re.compile(
    r"^(?:服务|合作|采购|销售|租赁|技术|委托|保密|买卖|购销|施工|补充|框架|战略合作|维修|维护|经销|咨询|代理)?"
    r"(?:合同|协议|合约|契约)书?(?:\([^()]{1,8}\))?$"
)
_SMALL = r"of|and|for|to|the|in|on|with|&|-|–"
_ENGLISH = re.compile(
    r"(?<!\w)(?P<number>(?:\d{1,2}|[A-Z])\.\s+)?(?P<title>(?=[A-Z])"
    rf"(?:[A-Z][\w&/,.’'-]*|{_SMALL})(?:\s+(?:[A-Z(][\w&/,.’'()-]*|{_SMALL})){{0,11}}?"
    r"\s+(?:AGREEMENT|CONTRACT|POLICY|LEASE|Agreement|Contract|Policy|Lease|agreement(?=\s*\n)"
    r"|POWER OF ATTORNEY|Power of Attorney)\b"
    r"(?:\s+(?:NO\.?|No\.?|#)\s*\d+)?)"
)
_FIRST_ENGLISH_LINES = 6
_LINE = re.compile(
    r"(?=[A-Z])(?:[\w&/,.’'()-]+[ ]+){0,10}?(?i:"
    r"agreement|contract|lease|policy|deed|addendum|terms|(?:privacy|cookie) (?:notice|statement)|"
    r"terms (?:and|&) conditions(?: of (?:\w+ ?){1,4})?|terms of (?:\w+ ?){1,4}|"
    r"statement of work(?: (?:no\.? ?|#)?\d+)?|purchase order|order form|letter of intent|"
    r"memorandum of understanding|minutes of (?:[\w’'-]+ ?){1,8}|meeting minutes|price list|"
    r"quotation|"
    r"(?:act|regulations|ordinance)(?: of)? (?:18|19|20)\d\d)"
)
_SUBJECT = re.compile(
    r"^[ \t]*Dear [^\n]{1,60}\n\s*(?:(?:Re|RE|Subject)\s*:\s*)?"
    r"(?P<subject>[^\n]{4,100}(?<![.,;:\s]))[ \t]*\n",
    re.MULTILINE,
)
_ENGLISH_HEAD = 2500  # characters of an English document that hold its title
_ENGLISH_NOISE = re.compile(
    r"^(?:(?:EXHIBIT|Exhibit|Ex|EX)[\s-]*[\d.]+(?:\([a-z0-9]+\))?\s*"
    r"|.*(?:EXECUTION (?:COPY|VERSION)|REDACTED VERSION)\s*|FORM OF\s+|Form of\s+"
    r"|.*\b(?:CORPORATION|INC\.?|LLC|LTD\.?|CORP\.?)\s+|.*\b(?:COMPANY|LIMITED)\s*\n\s*)"
)
_DIGITS = tuple("123456789")
_THIS = re.compile(r"^(?:THIS|This|The|THE|by|BY|and|AND|to|TO|of|OF)\s+")


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title as printed and where it stands in the text."""

    title: str
    start: int
    end: int


def find_title(text: str, begin: int, *, english: bool) -> FoundTitle | None:
    """The first line from ``begin`` on that reads as the title of a contract or policy, or None."""
    return _english_title(text, begin) if english else _chinese_title(text, begin)


def find_subject(text: str, begin: int) -> FoundTitle | None:
    """The line below an English letter's salutation that says what it is about, or None."""
    match = _SUBJECT.search(text, begin)
    return FoundTitle(match["subject"], *match.span("subject")) if match else None


def _chinese_title(text: str, begin: int) -> FoundTitle | None:
    for match in _UPRIGHT.finditer(text, begin, begin + _COVER):
        title = "".join(match[0].split())
        if _is_title(title):
            return FoundTitle(title, match.start(), match.end())
    start, seen = begin, 0
    before: FoundTitle | None = None
    for line in text[begin:].split("\n"):
        kept = _CONTENTS.split(line, maxsplit=1)[0].strip(_MARKS + "　")
        if kept:
            place = start + line.index(kept)
            here = FoundTitle(kept, place, place + len(kept))
            if _is_title(kept):
                return _over_two_lines(before, here) if before else here
            before = here
            seen += 1
        if seen >= _FIRST_LINES or len(kept) > _PARAGRAPH:
            return None
        start += len(line) + 1
    return None


def _is_title(line: str) -> bool:
    read = reading(line).text.strip(_MARKS)
    fits = 2 <= len(read) <= _LONGEST and _TITLE.search(read) and not _NO_TITLE.search(read)
    return bool(fits) and not _NUMBERED.match(read)


def _over_two_lines(before: FoundTitle, title: FoundTitle) -> FoundTitle:
    """The title with the line before it where that one says what it is about."""
    first = reading(before.title).text
    goes_on = (
        _GOES_ON.search(first)
        and len(first) <= _LONGEST
        and not _NO_TITLE.search(first.removeprefix("关于"))
    )
    if goes_on and (_BARE.search(reading(title.title).text) or first.startswith("关于")):
        return FoundTitle(before.title + title.title, before.start, title.end)
    return title


def _english_title(text: str, begin: int) -> FoundTitle | None:
    head = text[: begin + _ENGLISH_HEAD]
    line = _title_line(head, text, begin)
    matches = list(_ENGLISH.finditer(head, begin))
    if line and not any(match.start("title") < line.end for match in matches):
        return line
    unnumbered = [match for match in matches if not match["number"]]
    # "1. Hosting Agreement" heads a clause, yet names the contract where nothing else does.
    headings = (match for match in matches if (match["number"] or "").startswith(_DIGITS))
    titled = _titles(unnumbered) or _titles(headings)
    capitals = [found for found in titled if found.title.isupper()]
    return min(capitals or titled, key=lambda found: found.start, default=None)


def _title_line(head: str, text: str, begin: int) -> FoundTitle | None:
    """The first line that is a title from end to end, in whatever letters.

    With the line before it where the text names the two in one, as at the head of its pages.
    """
    before: FoundTitle | None = None
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", head[begin:]))
    for line in lines[:_FIRST_ENGLISH_LINES]:
        title = line.group().strip(_MARKS)
        start = begin + line.start() + line.group().index(title)
        here = FoundTitle(title, start, start + len(title))
        if _LINE.fullmatch(title):
            whole = (
                FoundTitle(f"{before.title} {title}", before.start, here.end) if before else here
            )
            return whole if whole.title in text else here
        before = here if title else None
    return None


def _titles(matches: Iterable[re.Match[str]]) -> list[FoundTitle]:
    return [found for found in map(_trimmed, matches) if found]


def _trimmed(match: re.Match[str]) -> FoundTitle | None:
    start = match.start("title")
    title = match["title"]
    while found := _ENGLISH_NOISE.match(title) or _THIS.match(title):
        title, start = title[found.end() :], start + found.end()
    words = title.split()
    return (
        FoundTitle(title, start, start + len(title))
        if len(words) >= 2 and words[0] != "ENTIRE"
        else None
    )
