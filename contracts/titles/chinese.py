"""Titles in Chinese: a line that is one, the beginning of a text run together, or what it names."""

import re
from collections.abc import Iterator

from contracts.text import HANZI, reading
from contracts.titles.found_title import FoundTitle

_FIRST_LINES = 15  # non-empty lines among which a title is looked for
_LINES_WITH_PREFACE = 40  # where a site's preface stands before it
_PARAGRAPH = 60  # characters of a line that is no heading any more: the title stood before it
_LONGEST = 48  # characters of a title
_OPENING = 800  # characters in which a text without a title names itself
_KINDS = (
    r"(?:合同|协议|协议书|合同书|合约|合约书|契约|契约书|条款|条款(?:以?及|与|和)条件|政策|声明|规则|章程|办法|制度|规定|规范|细则|规程|预案|方案|计划|"
    r"手册|指引|指南|确认书|责任书|承诺书|授权书|授权委托书|意向书|备忘录|订单|订货单|采购单|保险单|运单|维修单|保修单|服务单|保修卡|凭证|借据|通知书|须知|"
    r"[^致来去回发收]函|纪要|会议记录|价目表|价格表|报价单|报价表|收费标准|条例|"
    r"(?:管理|控制|处理|工作|操作|服务|作业|应急)(?:程序|流程))"
)
_TITLE = re.compile(
    rf"{_KINDS}(?:\([^()]{{1,16}}\)|\([a-z &-]{{1,48}}\)|范本|模板|样本|文本|之[一二三四五]"
    r"|[一二三四五]|(?<=书|同|议|度)\d)?$"
    r"|^中华人民共和国.{1,30}法典?$"
)
_NO_TITLE = re.compile(
    r"[,。;:!?]|^根据|^本|^双方|^见|^附件|^[如怎]何|文书范本|^中国法律|法律法规查询|^第.{1,4}[章条节部]"
    r"|(?<![基样范版])本(?:合同|协议|政策|条款|制度|规定|声明)$"
)
_UPRIGHT = re.compile(  # a title down a cover, one character a line
    rf"(?<![^\n])[ 　]*(?:[{HANZI}][ 　]*\n\s*){{3,20}}[{HANZI}][ 　]*(?![^\n])"
)
_COVER = 500  # characters
_MARKS = ' #*《》<>|-—=_"“”『』「」\t　'
_CONTENTS = re.compile(r"\s*(?:toc\s*\\|目[录次])")  # a table of contents run into the title's line
_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d１-９]{1,2}[)）、.．]")
# A cell or field that says what the title is: 文件名称：客户投诉处理规程.
_NAMED_AS = re.compile(r"[\s|]*(?:标\s?题|题\s?目|(?:文件|制度|合同)名称)\s*[:|\t]\s*")
# What collections of samples and files add to a title: (通用3篇), 范文汇总七篇, 篇一, 优质, .docx.
_PRAISE = "通用|精选|优秀|优质|实用|新版|最新|推荐|范文|汇总|合集|集合|集锦|大全"
_ADDED = re.compile(
    rf"\s*(?:\.(?:docx?|wps|pdf|txt|pptx?)|[(\[]?(?:{_PRAISE})*(?:[\d一二三四五六七八九十]{{1,3}}|多)篇[)\]]?"
    rf"|篇[\d一二三四五六七八九十]{{1,3}}|【(?:{_PRAISE})】|(?<=[同议约度法])(?:{_PRAISE})+)$"
)
# A line that leaves the next one to say what it is: 关于…的, 智能家电售后服务.
_GOES_ON = re.compile(
    r"^关于(?!印发|发布)[^,。;:]{2,40}$|[的之与和及]$|"
    r"(?:服务|项目|工程|系统|设备|产品|业务|平台|材料|物资|房屋|软件|技术|货物|管理|维护|维修|采购)$"
)
_BARE = re.compile(
    r"^(?:服务|合作|采购|销售|租赁|技术|委托|保密|买卖|购销|施工|补充|框架|战略合作|维修|维护|经销|咨询|代理)?"
    r"(?:合同|协议|合约|契约)书?(?:\([^()]{1,8}\))?$"
)
# What follows a title, in the next line or, run together, in its own.
_FIELD = (
    r"(?:[甲乙买卖供需][ 　]*方|买受人|出卖人|(?:合同)?编号"
    r"|(?:委托|发包|承包|出租|承租|采购|供货)(?:方|人|单位))"
)
_FIRST_FIELD = re.compile(rf"[ 　#*|]*{_FIELD}[^。]{{0,16}}[:_]")
_RUN_TOGETHER = re.compile(
    rf"(?P<title>[^。;,:!?\s《》]{{0,40}}?{_KINDS})"
    rf"(?=第[一1]\s?[章条]|[一1]、|1(?:\.1)?[.\s]?[{HANZI}]|{_FIELD}(?:\([^()]*\))?[:_]|toc)"
)
_FIRST_CLAUSE = re.compile(r"[ 　#*]*(?:第[一1]\s?[章条]|一[、.])")
# 请充分理解本《用户协议》（以下简称“本协议”）
_NAMES_ITSELF = re.compile(
    r"本《(?P<own>[^《》\n]{2,40})》|《(?P<called>[^《》\n]{2,40})》\((?:以?下)?(?:简?称)[^)]{0,4}本(?:协议|政策|条款|规则|声明|合同)"
)


def chinese_title(text: str, begin: int) -> FoundTitle | None:
    """The title that stands at the head of a document in Chinese, else the one by which it calls
    itself in its opening.
    """
    for match in _UPRIGHT.finditer(text, begin, begin + _COVER):
        title = "".join(match[0].split())
        if _is_title(title):
            return FoundTitle(title, match.start(), match.end())
    return _at_the_head(text, begin) or _named_by_itself(text, begin)


def _at_the_head(text: str, begin: int) -> FoundTitle | None:
    """The first line that is a title; behind a preface the first that a contract follows."""
    before: FoundTitle | None = None
    prefaced = False
    for number, (start, line, following) in enumerate(_lines(text, begin)):
        prefaced = prefaced or number >= _FIRST_LINES
        if number >= _LINES_WITH_PREFACE or (prefaced and _FIRST_CLAUSE.match(line)):
            return None
        here = _bare(line, start)
        if here and _is_title(here.title) and (not prefaced or _begins(following)):
            return _over_two_lines(before, here) if before else here
        if len(line.strip()) > _PARAGRAPH:
            if not prefaced and (glued := _run_together(line, start)):
                return glued
            prefaced = True
        before = here
    return None


def _lines(text: str, begin: int) -> Iterator[tuple[int, str, str]]:
    """The lines that hold anything, each with where it begins and the one that follows it."""
    rows = re.compile(r"[^\n]*[^\s|#*_=-][^\n]*").finditer(text, begin)
    row = next(rows, None)
    while row:
        following = next(rows, None)
        yield row.start(), row[0], following[0] if following else ""
        row = following


def _bare(line: str, start: int) -> FoundTitle | None:
    """The line without the marks around it and what others have added to it."""
    read = reading(line)
    named = _NAMED_AS.match(read.text)
    left = named.end() if named else 0
    contents = _CONTENTS.search(read.text, left)
    kept = read.text[left : contents.start() if contents else None]
    left += len(kept) - len(kept.lstrip(_MARKS))
    kept = kept.strip(_MARKS)
    while added := _ADDED.search(kept):
        kept = kept[: added.start()].rstrip(_MARKS)
    if not kept:
        return None
    first, end = read.span(left, left + len(kept))
    return FoundTitle(line[first:end], start + first, start + end)


def _begins(following: str) -> bool:
    """Whether the line behind a title opens a contract: 甲方：, 合同编号：, 第一条."""
    read = reading(following).text
    return bool(_FIRST_FIELD.match(read) or _FIRST_CLAUSE.match(read))


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


def _run_together(line: str, start: int) -> FoundTitle | None:
    """The title that a text without line ends begins with: 平台服务协议一、定义…"""
    read = reading(line)
    match = _RUN_TOGETHER.match(read.text)
    if match is None or not _is_title(match["title"]):
        return None
    first, end = read.span(*match.span("title"))
    return FoundTitle(line[first:end], start + first, start + end)


def _named_by_itself(text: str, begin: int) -> FoundTitle | None:
    read = reading(text[begin : begin + _OPENING])
    for match in _NAMES_ITSELF.finditer(read.text):
        name = match.lastgroup or "own"
        if _is_title(match[name]):
            start, end = read.span(*match.span(name))
            return FoundTitle(text[begin + start : begin + end], begin + start, begin + end)
    return None
