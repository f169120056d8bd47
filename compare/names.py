"""The names of kinds of pairs and of their flags, in Chinese and in English."""

from collections.abc import Mapping

from compare.pairs import Flag, PairKind

KIND_NAMES: Mapping[PairKind, tuple[str, str]] = {
    PairKind.MODIFIED: ("修改", "modified"),
    PairKind.ADDED: ("新增", "added"),
    PairKind.DELETED: ("删除", "deleted"),
    PairKind.SPLIT: ("拆分", "split"),
    PairKind.MERGED: ("合并", "merged"),
    PairKind.MOVED_ONLY: ("仅移动", "only moved"),
    PairKind.UNCHANGED: ("未改", "unchanged"),
}
FLAG_NAMES: Mapping[Flag, tuple[str, str]] = {
    Flag.MOVED: ("移动", "moved"),
    Flag.RENUMBERED: ("编号变更", "renumbered"),
    Flag.MATERIAL: ("实质变更", "material"),
    Flag.CONSEQUENTIAL: ("引用随编号变更", "follows a renumbering"),
    Flag.PUNCTUATION: ("仅标点或大小写", "punctuation or capitals only"),
    Flag.FORMAT: ("仅书写形式", "way of writing only"),
    Flag.OCR_SUSPECT: ("疑似识别误差", "looks like a recognition error"),
}


def in_words(names: tuple[str, str], language: str) -> str:
    """The name in the reader's language."""
    return names[0] if language.startswith("zh") else names[1]
