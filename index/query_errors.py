"""Errors of the query language: what cannot be read, where, and what to type instead."""

from collections.abc import Sequence

from lark import UnexpectedToken
from lark.exceptions import UnexpectedInput

from contracts.errors import InvalidQuery
from index.query_writing import quoted


def nothing_to_search(position: int) -> InvalidQuery:
    """Only punctuation where words are needed."""
    return InvalidQuery(
        "这里只有标点，没有可查找的文字。请输入汉字、字母或数字。",
        "There is only punctuation here, nothing to search for. Type words, letters or digits.",
        position,
    )


def no_value(name: str, example: str, position: int) -> InvalidQuery:
    """A field with nothing, or a parenthesis, behind its colon."""
    return InvalidQuery(
        f"“{name}:”之后应紧跟要查找的内容，含空格时加引号，例如 {example}。",
        f'What to look for should follow "{name}:" at once, quoted if it holds spaces, '
        f"for example {example}.",
        position,
    )


def no_clause_type(name: str, close: Sequence[str], position: int) -> InvalidQuery:
    """A name that no clause type bears; ``close`` are names that do exist."""
    return InvalidQuery(
        f"没有名为“{name}”的条款类型。可用的例如：{'、'.join(close)}。",
        f'There is no clause type "{name}". There is for example: {", ".join(close)}.',
        position,
        tuple(map(quoted, close)),
    )


def no_date(value: str, position: int) -> InvalidQuery:
    """What follows ``date:`` is no date."""
    return InvalidQuery(
        f"“{value}”不是日期或日期范围。应为 2024、2024-06、2023..2024-06 或 >=2024-01-01。",
        f'"{value}" is not a date or range of dates. '
        "Write 2024, 2024-06, 2023..2024-06 or >=2024-01-01.",
        position,
    )


def no_figure(name: str, value: str, examples: str, position: int) -> InvalidQuery:
    """What follows the field is no figure of its sort, nor a range of such."""
    return InvalidQuery(
        f"“{value}”不是 {name}: 能查的数值或范围。写法例如：{examples}。",
        f'"{value}" is not a figure or range for "{name}:". Write for example {examples}.',
        position,
    )


def no_law(value: str, close: Sequence[str], position: int) -> InvalidQuery:
    """A law that is not in the register; ``close`` are names that are."""
    return InvalidQuery(
        f"法律登记中没有“{value}”。可查的例如：{'、'.join(close)}。其他法律请直接按文字检索。",
        f'"{value}" is not in the register of laws. There is for example: {", ".join(close)}. '
        "For any other law, search for its words.",
        position,
        tuple(map(quoted, close)),
    )


def no_number(value: str, position: int) -> InvalidQuery:
    """What follows ``number:`` numbers no clause."""
    return InvalidQuery(
        f"“{value}”不是条款编号。写法例如：number:第八条、number:8.2。",
        f'"{value}" is not a clause number. Write, for example, number:8.2 or number:第八条.',
        position,
    )


def not_fuzzy(position: int) -> InvalidQuery:
    """``~`` after what cannot be spelled in another way."""
    return InvalidQuery(
        "“~”只能跟在一个词之后：至少四个汉字，或一个至少四个字母的英文词。",
        '"~" can only follow a single word: at least four letters, or four hanzi in a row.',
        position,
    )


def too_far(farthest: int, position: int) -> InvalidQuery:
    """A distance of NEAR beyond sense."""
    return InvalidQuery(
        f"NEAR 的距离应在 0 到 {farthest} 个字符之间。",
        f"The distance of NEAR should be between 0 and {farthest} characters.",
        position,
    )


def too_long(longest: int) -> InvalidQuery:
    """More characters than a query may have."""
    return InvalidQuery(
        f"查询最长 {longest} 个字符。请只保留关键的一两句。",
        f"A query has at most {longest} characters. Keep the one or two sentences that matter.",
        longest,
    )


def too_deep(deepest: int, position: int) -> InvalidQuery:
    """More parentheses within parentheses than a query may have."""
    return InvalidQuery(
        f"括号最多套 {deepest} 层。",
        f"Parentheses can be nested at most {deepest} deep.",
        position,
    )


def unexpected(error: UnexpectedInput, text: str) -> InvalidQuery:
    """What the parser stumbled over: a lone quotation mark or parenthesis, or a missing word."""
    if not isinstance(error, UnexpectedToken):  # every other character fits some terminal
        return InvalidQuery(
            "这个引号没有配对。请补上另一半，或删去它。",
            "This quotation mark has no counterpart. Add the other one, or remove it.",
            error.pos_in_stream or 0,
        )
    at_end = error.token.type == "$END"
    position = len(text.rstrip()) if at_end else error.token.start_pos or 0
    if at_end and "RPAR" in error.accepts:
        return InvalidQuery(
            "括号没有闭合，这里应有“)”。",
            'A parenthesis is open: ")" is expected here.',
            position,
            (")",),
        )
    if error.token.type == "RPAR" and "$END" in error.accepts:
        return InvalidQuery(
            "这个“)”没有对应的“(”。请删去它，或补上“(”。",
            'This ")" has no "(". Remove it, or add the "(".',
            position,
        )
    return InvalidQuery(
        "这里应有一个词、一句加引号的话或一对括号。要查找 AND、OR 等字样本身，请加引号。",
        "A word, a quoted phrase or a parenthesis is expected here. "
        "To look for AND, OR and the like themselves, quote them.",
        position,
    )
