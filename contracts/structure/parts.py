"""Parts of a contract without numbers: title, parties, recitals, signatures, attachments."""

import re
from collections.abc import Sequence

from contracts.structure.hierarchy import Candidate
from contracts.structure.printed_lines import Line, VersionText
from contracts.structure.schemes import NAMED, Scheme
from contracts.text import HANZI

_PARTY = (
    r"(?:[甲乙丙丁戊]\s*方|[供需买卖]\s*方|[买卖][受家]?人|(?:委托|受托|发包|承包|承揽|定作|出租|承租|借款|贷款|保证|抵押|质押|"
    r"转让|受让|出卖|买受|采购|供货|服务|用户|合作|监理|许可|被许可|担保|投保|保险|托运|承运|赠与|受赠|寄存|保管)\s*(?:方|人|单位))"
)
_PREAMBLE_HEADING = re.compile(
    rf"(?:{_PARTY}|(?:协议|合同|签约|双方|各方)?(?:各方|双方|当事人|主体)|鉴于|前言|序言|引言|导言"
    r"|recitals?|background|preamble|witnesseth|whereas|between|parties)\b"
)
_AGREED = re.compile(
    r"(?:达成|订立|签订|签署|制定|制订)(?:如下|以下|本)|(?:协议|约定|条款)如下|now,? therefore"
    r"|agree[ds]?\s+as\s+follows"
)
_SIGNED = re.compile(
    r"\((?:签|盖|公章|印章|章)[^)]{0,12}\)|(?:签字|盖章|签章|签名|公章)(?:\(?[签盖]章?\)?)? ?[:_]"
    r"|以下无.{0,3}正文|此页无正文|签署页|签字页|^立(?:合同|合约|协议|契约)书?人:?$"
    r"|^by: ?(?:_|$)|^signature:|signature page"
)
_SIGNED_IN_ENGLISH = re.compile(
    r"^(?:in witness whereof|(?:signed|executed) (?:for|by|on behalf of|as a deed)\b|/s/)"
    r"|^(?:signed|accepted|agreed|(?:agreed and accepted|accepted and agreed)(?: by)?):?$"
    r"|^for (?:and on behalf of\b|[^.;:]{2,40}_{4})|\bby: ?(?:_|/s/)"
)
_PARTY_FIELD = re.compile(rf"{_PARTY}(?:负责人|(?:授权|法定)?代表人?|经办人)?\s*(?:[:(_ ]|$)")
_SIGNING_FIELD = re.compile(
    r"法定代表|代表人?[:(_签]|代理人|经办人|签字|盖章|签章|签约|签订|签署|日期|年 *_* *月"
    r"|date:|name:|title:"
)
_TITLE = re.compile(
    r"(?:[^。;,:]{2,40}(?:合同|协议|协议书|合同书|合约|合约书|契约|契约书|agreement|contract)"
    r"|合同书?|协议书?)"
    r"(?:参考)?(?:样本|范本|文本|格式|样式|模板|示范文本)?(?: dated .{4,30})?(?:\([^)]{1,20}\))?$"
)
_POINTS_AT_ITSELF = re.compile(r"\bthis |本(?:合同|协议)")
_SENTENCE = re.compile("[。;]")
_HANZI = re.compile(f"[{HANZI}]")
_FIELD_LENGTH = 80
_FIELDS_LOOKED_AT = 8
_ENGLISH_BLOCK = 200  # characters within which a block of signatures shows itself


def is_preamble_heading(text: str) -> bool:
    """Whether a heading (folded) is that of the parties or recitals."""
    return _PREAMBLE_HEADING.match(text) is not None


def ends_recitals(text: str) -> bool:
    """Whether a line (folded) says that the parties now agree as follows."""
    return _AGREED.search(text) is not None


def is_title(text: str) -> bool:
    """Whether a line (folded) is the title of a contract; "using this agreement" is none."""
    return _TITLE.match(text) is not None and not _POINTS_AT_ITSELF.search(text)


def signature_starts(
    lines: Sequence[Line], text: VersionText, candidates: dict[int, Candidate]
) -> set[int]:
    """The lines where signatures may start: fields to sign, with no further numbers behind them."""
    starts: set[int] = set()
    goes_on = False  # whether the next number continues a list
    ends_document = True  # whether no number or heading follows at all, but that of an attachment
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        folded = text.folded[line.start : line.end]
        candidate = candidates.get(index)
        if candidate and (candidate.linked or candidate.label.scheme in NAMED):
            restarts = (
                candidate.label.path[-1:] == (1,) or candidate.label.scheme is Scheme.ATTACHMENT
            )
            goes_on, ends_document = not restarts, restarts
        if not goes_on and (
            names_signature(folded) or (ends_document and _names_signers(lines, index, text))
        ):
            starts.add(index)
        elif line.heading_level is not None and not candidate:
            goes_on, ends_document = False, is_title(folded)
    return starts


def names_signature(folded: str) -> bool:
    """Whether a line (folded) is one of those that people sign on."""
    if _SIGNED_IN_ENGLISH.search(folded[:_ENGLISH_BLOCK]) or "正文)" in folded[:60]:
        return True
    return (
        len(folded) <= 2 * _FIELD_LENGTH
        and not _SENTENCE.search(folded)
        and bool(_SIGNED.search(folded))
    )


def _names_signers(lines: Sequence[Line], index: int, text: VersionText) -> bool:
    """甲方： / 法定代表人： / 乙方： …: a party's name, and soon a field that signers fill in."""
    block = [
        text.folded[line.start : line.end] for line in lines[index : index + _FIELDS_LOOKED_AT]
    ]
    if not _PARTY_FIELD.match(block[0]) or len(block) < 2:
        return False
    fields = 0
    for folded in block:
        if len(folded) > _FIELD_LENGTH or _SENTENCE.search(folded):
            break
        fields += 1
    return fields >= 2 and any(_SIGNING_FIELD.search(folded) for folded in block[:fields])


def is_signer(lines: Sequence[Line], index: int, text: VersionText) -> bool:
    """Whether a heading among signatures is a name or address: Latin, with nothing long below."""
    line, *following = lines[index : index + 2]
    return not holds_hanzi(line, text) and all(
        each.end - each.start < _FIELD_LENGTH for each in following
    )


def holds_hanzi(line: Line, text: VersionText) -> bool:
    """Whether there is a Chinese character in a line."""
    return _HANZI.search(text.folded, line.start, line.end) is not None


def attachment_starts(
    lines: Sequence[Line], text: VersionText, candidates: dict[int, Candidate]
) -> set[int]:
    """The lines that head an attachment; where several stand together, they only list them.

    附件A and Schedule A below it are one, in two languages.
    """
    starts: set[int] = set()
    for index, candidate in candidates.items():
        line = lines[index]
        if candidate.label.scheme is not Scheme.ATTACHMENT:
            continue
        folded = text.folded[line.start : line.end]
        before, after = (
            near if near and near.label.scheme is Scheme.ATTACHMENT else None
            for near in (candidates.get(index - 1), candidates.get(index + 1))
        )
        listed = before is not None or not (after is None or _translates(after, candidate))
        if not listed and len(folded) <= _FIELD_LENGTH and not _SENTENCE.search(folded):
            starts.add(index)
    return starts


def _translates(other: Candidate, candidate: Candidate) -> bool:
    """Whether two attachments bear the same number, in two languages."""
    labels = (other.label, candidate.label)
    return (
        labels[0].path == labels[1].path != ()
        and labels[0].text[0].isascii() != labels[1].text[0].isascii()
    )
