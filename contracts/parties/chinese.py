"""Parties introduced in Chinese: 甲方（采购方）：某某公司, （以下简称“乙方”）."""

import re
from collections.abc import Iterable, Iterator

from contracts.parties.party import BLANK, FoundParty
from contracts.parties.roles import NEVER, ROLE, ROLE_BESIDE, STEMS

NAMED = "名称|姓名|公司名称|单位名称|企业名称|全称|名称/姓名|姓名/名称|名称或姓名"
_ALSO = r"(?:\s*[(/]\s*(?P<also>[^)\n:]{1,24}?)\s*\)?)?"
_IN_ENGLISH = r"(?:[ /]*(?:the )?[a-z]{3,12}(?: [a-z]{1,12})?(?=\s*:))?"  # 卖方 Seller:
# Where a line or a column begins; spaces are taken whole (*+), or a page of them takes minutes.
_FIELD = r"(?:^[#*\s|>-]*+|(?<=\t)|(?<! ) {2,}+)"
# 发布方：某某公司: whatever is called …方 is a party where a body is named behind it.
_ANY_ROLE = rf"(?:{ROLE}|(?!(?:{NEVER}))[\u4e00-\u9fff]{{2,6}}方)"
_LINE = re.compile(
    rf"{_FIELD}(?P<role>{_ANY_ROLE}){_ALSO}(?:\(?(?:{NAMED})\)?)?{_IN_ENGLISH}[*\s]*"
    r"(?P<colon>:[*\s]*|[ \t]+[* \t]*)(?=(?P<name>[^\n]+))",  # the next column is looked at too
    re.MULTILINE,
)
_ROLE_HEADING = re.compile(
    rf"^[#*\s|>-]*(?P<role>{ROLE}){_ALSO}[*\s:]*\n[#*\s|>-]*(?:{NAMED})[*\s]*:[*\s]*(?P<name>[^\n]*)",
    re.MULTILINE,
)
_CALLED = re.compile(
    r"(?P<name>(?:[^\s,。;:、()\n]|\([^\s()]{1,16}\)){2,40}?)\s*[(,]?\s*(?:以下|下|亦)?(?:简称|称)(?:为|作)?\s*[\"“「『:]?"
    rf"(?P<role>{ROLE})[\"”」』]?"
)
# _CALLED is slow, so it is only tried on these.
_HOLDS_CALLED = re.compile(r"(?<![^。\n])[^。\n]*称[^。\n]*")
# (1) 某某有限公司，一间…注册之公司…（「供应商」）；及
_LISTED = re.compile(
    rf"^[ \t]*\(?\d[).、][ \t]*(?P<name>[^\s,。;:\n]{{2,40}}),[^\n]{{0,120}}?"
    rf"\([\"“「『](?P<role>{ROLE})[\"”」』]\)",
    re.MULTILINE,
)
_ROLE_AFTER = re.compile(r"\((?:以下)?(?:简称|称)?[\"“「]?(?P<role>[甲乙丙丁]方)[\"”」]?\)")
_END_OF_NAME = re.compile(
    r"[,，。;；\t|│┃]|\s{2,}|\((?:以下|下称|简称|盖章|签字|签章|公章|签名|法人|[甲乙丙丁]方|平台方|章|签|印章|印鉴|个体|身份证|统一社会)|"
    r"(?:以下|下)(?:简称|称)|\s(?:[甲乙丙丁]|供|需|买|卖|委托|受托)方|"
    r"(?<=公司)(?:双方|甲乙|根据|鉴于|为|依据|经|本着|就)|"
    r"地址|住所|法定代表人|统一社会信用代码|统一编号|身份证|电话|联系|盖章|签字|(?:签约|授权)?代表"
)
_NO_NAME = re.compile(
    r"应当|必须|有权|不得|负责|同意|保证|承诺|支付|按照|根据|由于|违约|合同|协议|本条|义务|责任|如下|提供|之间|"
    r"盖章|签字|公章|签章|签名|年.*月|^[的和与及或是为、]|^\(|^\d+$|^[甲乙丙丁]方|^以下|^附[件表录]|名称|登记|电传|电话|传真|邮编|"
    rf"起止|我司|我方|因|解决|条款|代理人|责任|声明|^承担|^(?:银行|公司|用户|单位|个人|企业|(?:开户|贷款|收款|付款|往来)银行)$|[场住处]所$|^(?:{ROLE})$|^(?:{STEMS})(?:方|人)"
)
# A company may be called 支付宝 or 解决方案; a sentence that ends in its name does more than that.
_COMPANY = re.compile(r"(?:公司|分行|支行|事务所|中心\(有限合伙\)|厂)(?:\([^)]*\))?$")
_SENTENCE = re.compile(
    r"应当|必须|有权|不得|负责|同意|承诺|按照|根据|由于|合同|协议|如下|之间|盖章|签字|年.*月|^[的或是为]|^[甲乙丙丁]方|[向给对将]|我司|名称"
)
_BODY = re.compile(
    r"(?:公司|集团|厂|店|院|所|中心|银行|支行|分行|社|局|部|校|大学|中学|小学|学校|企业|工作室|委员会|协会|车间|科|行|队|会|"
    r"馆|站|园|场|政府|商行|经营部|基金|合伙\)|事务所|室|堂)(?:\([^)]*\))?$|[A-Za-z]{2}"
)
# 周国强(身份证号:…)、孙丽娟: 、 parts persons, save in brackets.
_ONE_OF_SEVERAL = re.compile(r"(?:[^、()]|\([^()]*\)|[()])+")
_BEFORE_NAME = re.compile(  # 本合同由许可人某某公司(以下简称…)与…
    rf"^(?:本(?:合同|协议|合约)由)?(?:聘请|由|与|和|及|以及|委托|经|并|是|为|兹有|兹由)?(?:{ROLE})?(?=.{{4}})"
)
_PERSON_OR_BODY = re.compile(r"^[\u3400-\u9fff·]{2,4}$|[\u3400-\u9fff]{3,}|[A-Za-z]{2,}")


def chinese_parties(folded: str, printed: str) -> Iterator[FoundParty]:
    """The candidates, in no particular order: a role or a name may come more than once."""
    # Where no colon sets a name off, only what is named like a body is taken for one.
    for pattern in (_ROLE_HEADING, _LINE):
        for match in pattern.finditer(folded):
            colon = match.groupdict().get("colon", ":")
            set_off = colon.startswith(":") and "\n" not in colon
            loose = not set_off or not re.fullmatch(ROLE, match["role"])
            yield from _chinese(match, printed, loose=loose)
    for match in _LISTED.finditer(folded):
        yield from _chinese(match, printed, loose=True)
    for passage in _HOLDS_CALLED.finditer(folded):
        for match in _CALLED.finditer(folded, *passage.span()):
            yield from _chinese(match, printed, loose=True)


def _chinese(match: re.Match[str], printed: str, *, loose: bool) -> Iterator[FoundParty]:
    role, introduced = _role(match, match["name"]), match.start("name")
    for piece in _ONE_OF_SEVERAL.finditer(match["name"]):
        kept = named_at(piece[0], introduced + piece.start(), printed, loose=loose)
        if kept is None:
            return
        yield FoundParty(printed[slice(*kept)], role, *kept, introduced=introduced)


def named_at(name: str, start: int, printed: str, *, loose: bool) -> tuple[int, int] | None:
    """Where in ``printed`` the name stands that ``name``, at ``start``, begins with; None if none.

    ``loose``: only what is named like a body is taken for one.
    """
    end = _END_OF_NAME.search(name)
    kept = name[: end.start()] if end else name
    set_off = printed[max(0, start - 2) : start].strip().endswith((":", "："))
    start += len(kept) - len(kept.lstrip(" *:-"))
    kept = kept.strip(" *:-—.")
    before = _BEFORE_NAME.match(kept) if loose and not set_off else None
    if before:
        start, kept = start + before.end(), kept[before.end() :]
    if kept.count("(") < kept.count(")"):
        kept = kept.rstrip(")")
    elif kept.count("(") > kept.count(")"):
        kept = kept.rstrip("(")
    if not _is_name(kept) or (loose and not _BODY.search(kept)):
        return None
    return start, start + len(kept)


def _role(match: re.Match[str], rest: str) -> str:
    """甲方（委托方） where both are given: the contract goes on with 甲方."""
    after = _ROLE_AFTER.search(rest)
    groups = match.groupdict()
    choices: Iterable[str | None] = (groups["role"], groups.get("also"), after and after["role"])
    roles = [choice.strip() for choice in choices if choice]
    role = next((role for role in roles if re.fullmatch("[甲乙丙丁]方", role)), roles[0])
    others = (other for other in roles if other != role and re.fullmatch(ROLE_BESIDE, other))
    other = next(others, None)
    return f"{role}（{other}）" if other else role


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 60 or BLANK.search(name) or not _PERSON_OR_BODY.search(name):
        return False
    unlikely = _SENTENCE if _COMPANY.search(name) else _NO_NAME
    return not unlikely.search(name)
