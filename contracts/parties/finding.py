"""The parties that a contract names, with the roles it gives them. A blank is nobody."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ROLE_STEMS = (
    "甲|乙|丙|丁|买|卖|供|需|购|销|委托|受托|发包|承包|分包|出租|承租|转让|受让|让与|许可|被许可|出借|借款|贷款|"
    "担保|抵押|质押|保证|定作|承揽|加工|托运|承运|保管|存货|寄存|出卖|买受|赠与|受赠|服务|合作|供应|采购|销售|"
    "订货|供货|供电|用电|供热|用热|投保|被保险|聘请|受聘|开发|设计|监理|建设|施工|投资|融资|广告|代理|被代理|"
    "授权|被授权|运维|维修|承修|托修|披露|接收|出资|收购|租赁|承办|协办|经销|特许|加盟|平台|商家|客户"
)
_ROLE = (
    rf"(?:(?:{_ROLE_STEMS})(?:方|人|单位|公司)[一二三四五1-9]?"
    r"|[甲乙丙丁]方|供应商|服务商|经销商|客户|平台方|消费者|顾客|旅游者)"
)
_OTHER_ROLE = rf"{_ROLE}|用户|会员|业主"  # said beside another role
_NAMED = "名称|姓名|公司名称|单位名称|企业名称|全称|名称/姓名|姓名/名称|名称或姓名"
_ALSO = r"(?:\s*[(/]\s*(?P<also>[^)\n:]{1,24}?)\s*\)?)?"
_LINE = re.compile(
    rf"^[#*\s|>-]*(?P<role>{_ROLE}){_ALSO}(?:{_NAMED})?[*\s]*(?P<colon>:|\s(?=\S))[*\s]*(?P<name>[^\n]*)",
    re.MULTILINE,
)
_ROLE_HEADING = re.compile(
    rf"^[#*\s|>-]*(?P<role>{_ROLE}){_ALSO}[*\s:]*\n[#*\s|>-]*(?:{_NAMED})[*\s]*:[*\s]*(?P<name>[^\n]*)",
    re.MULTILINE,
)
_CALLED = re.compile(
    r"(?P<name>[^\s,。;:、()\n]{2,40}?)\s*[(,]?\s*(?:以下|下|亦)?(?:简称|称)(?:为|作)?\s*[\"“「『:]?"
    rf"(?P<role>{_ROLE})[\"”」』]?"
)
# _CALLED is slow, so it is only tried on these.
_HOLDS_CALLED = re.compile(r"(?<![^。\n])[^。\n]*称[^。\n]*")
# (1) 某某有限公司，一间…注册之公司…（「供应商」）；及
_LISTED = re.compile(
    rf"^[ \t]*\(?\d[).、][ \t]*(?P<name>[^\s,。;:\n]{{2,40}}),[^\n]{{0,120}}?"
    rf"\([\"“「『](?P<role>{_ROLE})[\"”」』]\)",
    re.MULTILINE,
)
_DEFINED_AS = re.compile(
    r"(?:\((?P<before>[^()]{0,120}?)"
    r"|\b(?:herein\w*|referred to as|called|known as)\s+(?:as\s+)?(?:the\s+)?)"
    r"[\"“](?P<role>[A-Z][^\"”()]{1,40}?)[.,]?[\"”](?:[^()]{0,60}?\))?"
)
_SUFFIX = (
    r"(?:Inc|INC|Ltd|LTD|LLC|L\.L\.C|LLP|LP|L\.P|Co|CO|Corp|CORP|N\.A|S\.A|B\.V|PLC|GmbH|AG|"
    r"Limited|LIMITED)"
)
_CAPITALISED = r"(?:(?:[A-Z0-9]|[a-z](?=[A-Z]))[\w.&'’/-]*|[a-z]+\.com\b)"
_ENGLISH_NAME = re.compile(
    rf"{_CAPITALISED}(?:\s+(?:{_CAPITALISED}|&|\([A-Z][\w ]*\)|of|de|du|von|the(?=\s[A-Z])"
    rf"|and(?=\s+[A-Z][\w.]*,?\s+{_SUFFIX})))*(?:,\s*{_SUFFIX}\b\.?)*"
)
_COMPANY = re.compile(
    rf"(?:{_CAPITALISED}\s+(?:(?:{_CAPITALISED}|&|\([A-Z][\w ]*\))\s+){{0,5}}|{_CAPITALISED},\s+"
    rf"|(?:{_CAPITALISED}\s+){{1,5}}{_CAPITALISED},\s+){_SUFFIX}\b\.?"
)
_PARTY_LINE = re.compile(
    r"^[ \t]*(?P<role>P(?:arty|ARTY) [A-D])[ \t]*[:：][ \t]*(?P<rest>.+)", re.MULTILINE
)
_BETWEEN = re.compile(r"\b(?:between|among|BETWEEN|AMONG|Between|Among|entered into by|made by)\b")
_CONNECTORS = re.compile(
    r"(?:[\s,;:.&–-]|\b(?:and|AND|And|the|by|or|between|among|on the (?:one|other) (?:hand|part))\b"
    r"|\(\w{1,3}\)|\b[1-9A-Z]\.\s)*"
)
_LATER_NAME = re.compile(
    rf"(?:\)|;|\band|\bAND|\bbetween|\bamong)\s+(?:the\s+)?(?P<name>{_ENGLISH_NAME.pattern})(?=\s*[,(]|\s*$)"
)
_SENTENCE_END = re.compile(r"\.\s+[A-Z][a-z]+\s[a-z]")
_RECITALS = re.compile(
    r"WHEREAS|Whereas|RECITALS|Recitals|WITNESSETH|W I T N E S S|Background|BACKGROUND|"
    r"NOW, THEREFORE|DEFINITIONS|TABLE OF CONTENTS"
)
_INTRODUCTIONS = 20_000  # characters at the head of an English contract that name its parties
_COMPANIES = 800  # characters in which companies without roles are named
_INTRODUCTION = 2_500  # characters of the sentence that does
_ROLE_AFTER = re.compile(r"\((?:以下)?(?:简称|称)?[\"“「]?(?P<role>[甲乙丙丁]方)[\"”」]?\)")
_END_OF_NAME = re.compile(
    r"[,，。;；\t|│┃]|\s{2,}|\((?:以下|下称|简称|盖章|签字|签章|公章|签名|法人|[甲乙丙丁]方)|"
    r"(?:以下|下)(?:简称|称)|\s(?:[甲乙丙丁]|供|需|买|卖|委托|受托)方|"
    r"地址|住所|法定代表人|统一社会信用代码|身份证|电话|联系|盖章|签字|(?:签约)?代表"
)
_BLANK = re.compile(
    r"_|\{\{|【\s*】|×|\*{2}|(?<![A-Za-z])[xX]{2,}|\[[·\s_•]*\]|某|\.{3}|…|/{2}|\(填|请填"
)
_NO_NAME = re.compile(
    r"应当|必须|有权|不得|负责|同意|保证|承诺|支付|按照|根据|由于|违约|合同|协议|本条|义务|责任|如下|提供|之间|"
    r"盖章|签字|公章|签章|签名|年.*月|^[的和与及或是为、]|^\(|^\d+$|^[甲乙丙丁]方|^以下|名称|登记|电传|电话|传真|邮编|"
    rf"起止|我司|我方|因|解决|条款|代理人|责任|声明|^承担|^(?:银行|公司|用户|单位|个人|企业)$|^(?:{_ROLE})$|^(?:{_ROLE_STEMS})"
)
_BODY = re.compile(
    r"(?:公司|集团|厂|店|院|所|中心|银行|支行|分行|社|局|部|校|大学|学校|企业|工作室|委员会|协会|车间|科|行|队|会)"
    r"(?:\([^)]*\))?$|[A-Za-z]{2}"
)
_BEFORE_NAME = re.compile(r"^(?:聘请|由|与|和|及|以及|委托|经|并|是|为|兹有|兹由)(?=.{4})")
_PERSON_OR_BODY = re.compile(r"^[\u3400-\u9fff·]{2,4}$|[\u3400-\u9fff]{3,}|[A-Za-z]{2,}")
_NOT_ENGLISH = re.compile(
    r"^(?:This|THIS|Section|Exhibit|Article|In|It|If|As|Any|All|Each|Such|For|By|And|No|To|Term|A|An|\d+)$"
    r"|AGREEMENT|Agreement|Effective|^(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b|^\d"
)
_NOT_ROLES = re.compile(
    r"Agreement|Effective|Term|Act|Products?|Services?|Territory|Part(?:y|ies)|Date|Marks?|Property|Plan|Fund|"
    r"Software|Technology|Program|Site|Shares?|Securit|Exhibit|License$|Confidential|Commission|Code|Business"
)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party's name and role as printed, and where the name stands."""

    name: str
    role: str
    start: int
    end: int


def find_parties(folded: str, printed: str) -> tuple[FoundParty, ...]:
    """The parties in the order they're named; each role and each name once.

    ``folded`` is a reading (contracts.text) and ``printed`` the same characters before folding:
    names keep their capitals. Only places where parties are introduced should be given, not the
    whole contract.
    """
    found: list[FoundParty] = []
    for candidate in sorted(_candidates(folded, printed), key=lambda party: party.start):
        known = ({party.role for party in found} | {party.name for party in found}) - {""}
        if candidate.role not in known and candidate.name not in known:
            found.append(candidate)
    return tuple(found)


def _candidates(folded: str, printed: str) -> Iterator[FoundParty]:
    # Where no colon sets a name off, only what is named like a body is taken for one.
    for pattern in (_ROLE_HEADING, _LINE):
        for match in pattern.finditer(folded):
            loose = match.groupdict().get("colon", "") not in (":", "")
            yield from _chinese(match, printed, loose=loose)
    for match in _LISTED.finditer(folded):
        yield from _chinese(match, printed, loose=True)
    for passage in _HOLDS_CALLED.finditer(folded):
        for match in _CALLED.finditer(folded, *passage.span()):
            yield from _chinese(match, printed, loose=True)
    yield from _english(printed)


def _chinese(match: re.Match[str], printed: str, *, loose: bool) -> Iterator[FoundParty]:
    name = match["name"]
    end = _END_OF_NAME.search(name)
    kept = name[: end.start()] if end else name
    start = match.start("name") + len(kept) - len(kept.lstrip(" *:-"))
    kept = kept.strip(" *:-—.")
    before = _BEFORE_NAME.match(kept) if loose else None
    if before:
        start, kept = start + before.end(), kept[before.end() :]
    if kept.count("(") < kept.count(")"):
        kept = kept.rstrip(")")
    elif kept.count("(") > kept.count(")"):
        kept = kept.rstrip("(")
    if not _is_name(kept) or (loose and not _BODY.search(kept)):
        return
    stop = start + len(kept)
    yield FoundParty(printed[start:stop], _role(match, name), start, stop)


def _role(match: re.Match[str], rest: str) -> str:
    """甲方（委托方） where both are given: the contract goes on with 甲方."""
    after = _ROLE_AFTER.search(rest)
    groups = match.groupdict()
    choices: Iterable[str | None] = (groups["role"], groups.get("also"), after and after["role"])
    roles = [choice.strip() for choice in choices if choice]
    role = next((role for role in roles if re.fullmatch("[甲乙丙丁]方", role)), roles[0])
    others = (other for other in roles if other != role and re.fullmatch(_OTHER_ROLE, other))
    other = next(others, None)
    return f"{role}（{other}）" if other else role


def _is_name(name: str) -> bool:
    return (
        2 <= len(name) <= 60
        and not _BLANK.search(name)
        and not _NO_NAME.search(name)
        and _PERSON_OR_BODY.search(name) is not None
    )


def _english(printed: str) -> Iterator[FoundParty]:
    """X, a Delaware corporation ("Supplier"), and Y ("Customer"), behind the first "between"."""
    best: list[FoundParty] = []
    for between in _BETWEEN.finditer(printed, 0, _INTRODUCTIONS):
        stop = min(len(printed), between.end() + _INTRODUCTION)
        recitals = _RECITALS.search(printed, between.end(), stop)
        found = list(_introduced(printed, between.end(), recitals.start() if recitals else stop))
        best = max(best, found, key=len)
        if len(best) > 1:
            break
    yield from best
    if len(best) < 2:
        yield from _companies(printed)


def _companies(printed: str) -> Iterator[FoundParty]:
    """Party A: X Ltd.; and the companies between "between" and the recitals, without roles."""
    for line in _PARTY_LINE.finditer(printed, 0, _INTRODUCTIONS):
        named = _ENGLISH_NAME.match(printed, *line.span("rest"))
        if named:
            yield FoundParty(named.group(), line["role"], *named.span())
    between = _BETWEEN.search(printed, 0, _INTRODUCTIONS)
    if between is None:
        return
    stop = min(len(printed), between.end() + _COMPANIES)
    recitals = _RECITALS.search(printed, between.end(), stop)
    end = recitals.start() if recitals else stop
    sentence = _SENTENCE_END.search(printed, between.end(), end)
    for name in _COMPANY.finditer(printed, between.end(), sentence.start() if sentence else end):
        if _is_english_name(name.group()):
            yield FoundParty(name.group(), "", name.start(), name.end())


def _introduced(printed: str, begin: int, stop: int) -> Iterator[FoundParty]:
    """The name before each role: at the beginning of its description, else the last one in it."""
    for match in _DEFINED_AS.finditer(printed, begin, stop):
        between = list(_BETWEEN.finditer(printed, begin, match.start()))
        begin, description_end = between[-1].end() if between else begin, match.start()
        connectors = _CONNECTORS.match(printed, begin, description_end)
        name_start = connectors.end() if connectors else begin
        name = _ENGLISH_NAME.match(printed, name_start, description_end)
        start, text = (name.start(), name.group()) if name else (0, "")
        if not name:
            for later in _LATER_NAME.finditer(printed, begin, description_end):
                start, text = later.start("name"), later["name"]
        runs_on = _SENTENCE_END.search(printed, begin, description_end)
        begin = match.end()
        role = match["role"].strip(" ,.")
        if text and not runs_on and not _NOT_ROLES.search(role) and _is_english_name(text):
            yield FoundParty(text, role, start, start + len(text))


def _is_english_name(text: str) -> bool:
    return not _NOT_ENGLISH.search(text) and not _BLANK.search(text)
