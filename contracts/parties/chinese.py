"""Parties introduced in Chinese: 甲方（采购方）：某某公司, （以下简称“乙方”）."""

import re
from collections.abc import Iterable, Iterator

from contracts.parties.party import BLANK, FoundParty

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
_ROLE_AFTER = re.compile(r"\((?:以下)?(?:简称|称)?[\"“「]?(?P<role>[甲乙丙丁]方)[\"”」]?\)")
_END_OF_NAME = re.compile(
    r"[,，。;；\t|│┃]|\s{2,}|\((?:以下|下称|简称|盖章|签字|签章|公章|签名|法人|[甲乙丙丁]方|平台方)|"
    r"(?:以下|下)(?:简称|称)|\s(?:[甲乙丙丁]|供|需|买|卖|委托|受托)方|"
    r"(?<=公司)(?:双方|甲乙|根据|鉴于|为|依据|经|本着|就)|"
    r"地址|住所|法定代表人|统一社会信用代码|身份证|电话|联系|盖章|签字|(?:签约)?代表"
)
_NO_NAME = re.compile(
    r"应当|必须|有权|不得|负责|同意|保证|承诺|支付|按照|根据|由于|违约|合同|协议|本条|义务|责任|如下|提供|之间|"
    r"盖章|签字|公章|签章|签名|年.*月|^[的和与及或是为、]|^\(|^\d+$|^[甲乙丙丁]方|^以下|^附[件表录]|名称|登记|电传|电话|传真|邮编|"
    rf"起止|我司|我方|因|解决|条款|代理人|责任|声明|^承担|^(?:银行|公司|用户|单位|个人|企业)$|^(?:{_ROLE})$|^(?:{_ROLE_STEMS})"
)
_BODY = re.compile(
    r"(?:公司|集团|厂|店|院|所|中心|银行|支行|分行|社|局|部|校|大学|学校|企业|工作室|委员会|协会|车间|科|行|队|会)"
    r"(?:\([^)]*\))?$|[A-Za-z]{2}"
)
_BEFORE_NAME = re.compile(r"^(?:聘请|由|与|和|及|以及|委托|经|并|是|为|兹有|兹由)(?=.{4})")
_PERSON_OR_BODY = re.compile(r"^[\u3400-\u9fff·]{2,4}$|[\u3400-\u9fff]{3,}|[A-Za-z]{2,}")


def chinese_parties(folded: str, printed: str) -> Iterator[FoundParty]:
    """The candidates, in no particular order: a role or a name may come more than once."""
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
        and not BLANK.search(name)
        and not _NO_NAME.search(name)
        and _PERSON_OR_BODY.search(name) is not None
    )
