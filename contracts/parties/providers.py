"""Who provides what terms and policies are about: 本平台由某某公司运营, operated by X Ltd.

Such documents have one party that they name, and often only in passing.
"""

import re

from contracts.parties.chinese import named_at
from contracts.parties.english import company
from contracts.parties.party import BLANK, FoundParty

_OPENING = 6_000  # characters
_NAME = (
    r"(?P<name>(?:[^\s,。;:、()《》“”\"与由是指]|\([^\s()]{2,10}\)){2,40}?(?<![本贵该我你])公司)"
)
_OURSELVES = r"(?P<role>我们|我司|本?公司|本?平台|本?网站|平台方|运营方|服务商)"
_RUN = r"(?:负责|依法|合法|独立|共同)?(?:运营|经营|开发|提供|所有|拥有|主办|管理)"
_BEGINS = r"(?<![^\s,。;:、()《》“”\"与由是指])"
_SHORT = r"(?:以?下)?(?:简?称)(?:为)?"
_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        # 青禾网络有限公司（以下简称“我们”）, 青禾网络有限公司（“我们”）
        rf"{_BEGINS}{_NAME}(?:及其(?:关联|附属)(?:公司|企业|方))?\s*"
        rf"\((?:{_SHORT}[\"“「]?|[\"“「]){_OURSELVES}[\"”」]?",
        r"(?:平台|网站|软件|应用|程序|app|系统|服务|产品|商城|公众号)[^。;\n]{0,30}由"
        rf"\s*{_NAME}[^。;\n]{{0,12}}?{_RUN}",
        rf"本(?:条款|协议|政策|规则|声明)由\s*{_NAME}",
        rf"(?:所有权|运营权|经营权|著作权|版权)(?:均|都)?(?:归|属于?)\s*{_NAME}\s*\({_SHORT}",
        rf"(?:个人信息处理者|运营者|运营主体|运营单位|开发者|服务提供者|主办单位)[:为是]+\s*{_NAME}",
        rf"[\"“「]?{_OURSELVES}[\"”」]?(?:,)?(?:是指|指|系指|即|目前为)\s*{_NAME}",
        rf"您[^。;\n]{{0,12}}?与\s*{_NAME}",
        rf"{_BEGINS}(?:[^\s。;:]{{0,12}}(?:有关|由))?{_NAME}(?:\([^()]{{1,20}}\))?所?提供(?:的|之|予|服务)",
    )
)
_COMPANY = company(" +")
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>{_COMPANY})[^.;\n]{{0,60}}?\(?[^()\n]{{0,30}}?"
        r"[\"“](?P<role>[Ww]e|[Uu]s|[Oo]ur|(?:[Tt]he )?Company|Provider|我们|我們|本公司)"
        r"[,.]?[\"”]",
        r"\b(?:owned|operated|provided|offered|run|maintained|published)\b(?: and \w+)? by "
        rf"(?P<name>{_COMPANY})",
        rf"\b(?:between you and|you and) (?P<name>{_COMPANY})",
    )
)


def find_provider(folded: str, printed: str) -> FoundParty | None:
    """The company that provides what a document is about, or None where it names none.

    ``folded`` is a reading (contracts.text) and ``printed`` the same characters before folding.
    """
    for pattern in _CHINESE:
        for match in pattern.finditer(folded, 0, _OPENING):
            place = named_at(match["name"], match.start("name"), printed, loose=True)
            if place:
                return FoundParty(printed[slice(*place)], _role(match, printed), *place)
    for pattern in _ENGLISH:
        for match in pattern.finditer(printed, 0, _OPENING):
            if not BLANK.search(match["name"]):
                return FoundParty(match["name"], _role(match, printed), *match.span("name"))
    return None


def _role(match: re.Match[str], printed: str) -> str:
    """What the company calls itself, as printed; "" where it doesn't say."""
    place = match.span("role") if "role" in match.re.groupindex else (-1, -1)
    return printed[slice(*place)] if place[0] >= 0 else ""
