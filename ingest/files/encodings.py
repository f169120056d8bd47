"""Bytes → text: which encoding a file without a label is in.

Byte order marks and valid UTF-8 decide at once. Between GB18030 and Big5, which read each other's
bytes without complaint, the share of everyday Chinese characters decides: read wrongly, a text
turns into rare ones.
"""

import codecs
import re

from contracts.errors import DamagedFile, EmptyFile

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHINESE = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SAMPLE = 200_000  # bytes looked at where frequency decides
MOST_UNREADABLE = 0.001  # share of characters lost that is taken for a scratch, not another code
HANZI = re.compile(r"[\u3400-\u9fff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

EVERYDAY = frozenset(
    "的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "計管期市直德資命山金指克许统区保至队形社便空决治展馬科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运责约违协议"
    "付款货价费合同甲乙双签订履赔偿终止保密服务质量验收检验交货运输包装标准争议仲裁法院诉讼通知盖章授权代表"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣從實軍無與長機業將兩間問並應戰頭體見產給門認條系氣題"
    "爾變總電數報結統區隊決書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運責約違協議貨價雙簽訂"
    "賠償終務質驗檢輸裝標準訴訟蓋授證號額帳匯繳納稅遲滯損壞維護復單據買賣賃貸債權償還擔抵押登記變更轉讓"
)


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file; ``declared`` is the encoding it names itself, believed after UTF-8.

    Raises EmptyFile where there is no text, DamagedFile where no encoding reads it.
    """
    text = _decode(data, declared)
    if text is None or len(CONTROL.findall(text[:SAMPLE])) > 0.02 * len(text[:SAMPLE]):
        raise DamagedFile(
            "文件内容无法识别为文字，可能已损坏或不是文本文件。请用原程序打开后另存为 UTF-8 文本。",
            "The contents cannot be read as text: the file is damaged or not a text file. "
            "Open it in its own program and save it as UTF-8 text.",
        )
    if not text.strip("\ufeff \t\r\n\u3000\xa0\x00"):
        raise EmptyFile(
            "文件里没有文字。请确认上传的是正确的文件。",
            "There is no text in the file. Check that it is the right one.",
        )
    return text.lstrip("\ufeff")


def _decode(data: bytes, declared: str) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    sixteen = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    if data.count(0) > 0.1 * len(data):
        return _almost(data, sixteen)
    for encoding in ("utf-8", _known(declared)):
        text = _almost(data, encoding) if encoding else None
        if text is not None:
            return text
    best = max(CHINESE, key=lambda encoding: _plausibility(data, encoding))
    if _plausibility(data, best) > 0.3:
        return data.decode(best, "replace")
    return _almost(data, sixteen if b"\x00" in data else "cp1252")


def _known(declared: str) -> str:
    """The encoding by the name Python has for it; the larger one of a family."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except LookupError:
        return ""
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


def _almost(data: bytes, encoding: str) -> str | None:
    """The text, if all but a scratch of it is valid in this encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    except (LookupError, TypeError):  # a codec that gives no text, such as "hex"
        return None
    lost = text.count("\ufffd")
    valid = len(re.sub(r"[\x00-\x7f\ufffd]", "", text))
    return text if lost <= max(1, MOST_UNREADABLE * len(text)) and valid > 2 * lost else None


def _plausibility(data: bytes, encoding: str) -> float:
    """How much of the Chinese in this reading is everyday Chinese, from 0 to 1."""
    text = data[:SAMPLE].decode(encoding, "replace")
    hanzi = HANZI.findall(text)
    if not hanzi:
        return 0.0
    lost = text.count("\ufffd") + len(CONTROL.findall(text))
    everyday = sum(character in EVERYDAY for character in hanzi)
    return everyday / (len(hanzi) + 2 * lost)
