"""The syllables of Mandarin in pinyin: they tell conversion damage from other words."""

import unicodedata

# Finals by initial, as in the table of the Hanyu Pinyin scheme (GB/T 16159).
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ü üe v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü üe v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
# Units and words that stand in brackets for themselves: 时间(min), 面积(ha).
_OTHER_WORDS = frozenset(
    {"can", "de", "die", "en", "fan", "gun", "ha", "la", "long", "men", "min", "mu", "pa", "pan"}
)
# Look-alikes that damaged files have in place of a and g, and a breve in place of a caron.
_LOOK_ALIKES = str.maketrans({"ɑ": "a", "ɡ": "g"})
_TONES = frozenset("\u0300\u0301\u0304\u0306\u030c")


def is_toned_syllable(word: str) -> bool:
    """Whether ``word`` is one syllable with its tone mark: fā, zhàn, lǜ."""
    decomposed = unicodedata.normalize("NFD", word.translate(_LOOK_ALIKES))
    plain = "".join(character for character in decomposed if character not in _TONES)
    return len(plain) == len(decomposed) - 1 and unicodedata.normalize("NFC", plain) in SYLLABLES


def is_plain_syllable(word: str) -> bool:
    """Whether ``word`` is one syllable without a tone, and not a list letter, a unit or a word."""
    return len(word) > 1 and word in SYLLABLES and word not in _OTHER_WORDS
