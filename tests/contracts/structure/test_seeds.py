"""The two damaged documents of the customer: their outlines are recovered from the damage."""

import pytest
from shared_material import SHARED

from contracts.clause import Clause, ClauseKind
from contracts.document import Block, BlockKind
from contracts.structure.segmentation import segment
from contracts.text import reading

# Made like the customer's export: titles, page and bookmark numbers and body in one line.
GLUED_POLICY = (
    '門店服務預案TOC\\o"1-2"\\h\\u24331第一章總則 3182651.1目的 38001.2范圍 4582.2.1無此節 4'
    "8374第二章服務流程優(yōu)化 4274022.1受理 4255962.1.1登記 51032.2回訪 5第一章總則1.1目的為提升"
    "門店服務質量,特制定本預案。1.2范圍本預案適用于全部門店,1.5倍以上超時的除外。第二章服務流程"
    "優(yōu)化2.1受理2.1.1登記(1)登記來電:記錄時間;(2)登記訴求:記錄內容。2.2回訪執(zhí)行三日內回訪。"
)
GLUED_SLIDES = [
    "保修管理.pptx",
    "• 保修管理,保修概述 合同要素 履行监督,Contents Page,目录页,保修概述,保修管理,保修概述,保修的"
    "含义,1.保修是卖方的义务2.保修有期限3.保修须书面约定保修概述,保修的种类,1.法定保修2.约定保修,"
    "二者并存3.延长保修合同要素,保修管理,合同要素,保修的范围,1.主机2.配件3.软件",
]


def clauses_of(lines: list[str]) -> tuple[Clause, ...]:
    return segment([Block(i, BlockKind.PARAGRAPH, line) for i, line in enumerate(lines)], 1)


def seed(name: str) -> tuple[Clause, ...]:
    path = SHARED / "seeds" / name
    if not path.exists():
        pytest.skip("needs the customer's documents in TIAOLI_SHARED")
    return clauses_of(path.read_text(encoding="utf-8").split("\n"))


def numbered(clauses: tuple[Clause, ...]) -> list[tuple[str, str]]:
    return [(".".join(c.number_path), reading(c.heading).text) for c in clauses if c.number_label]


def test_a_glued_table_of_contents_is_the_key_to_the_body() -> None:
    clauses = clauses_of([GLUED_POLICY])
    assert clauses[0].text == "門店服務預案"
    assert numbered(clauses) == [
        ("1", "总则"),
        ("1.1", "目的"),
        ("1.2", "范围"),
        ("2", "服务流程优化"),
        ("2.1", "受理"),
        ("2.1.1", "登记"),
        ("2.1.1.1", "登记来电"),
        ("2.1.1.2", "登记诉求"),
        ("2.2", "回访"),
    ]
    assert [c.heading for c in clauses if c.number_label == "第二章"] == ["服務流程優(yōu)化"]


def test_a_flattened_deck_falls_into_chapters_and_slides() -> None:
    clauses = clauses_of(GLUED_SLIDES)
    assert [c.heading for c in clauses if not c.number_label and c.heading] == [
        "保修概述",
        "保修的含义",
        "保修的种类",
        "合同要素",
        "保修的范围",
    ]
    assert [c.text for c in clauses if c.number_label][3:5] == ["1.法定保修", "2.约定保修,二者并存"]


def test_the_policy_has_its_chapters_and_sections() -> None:
    clauses = seed("003_c5edfb1c42038059.txt")
    outline = dict(numbered(clauses))
    chapters = [c for c in clauses if c.kind is ClauseKind.CHAPTER]
    assert [c.number_path for c in chapters] == [(str(n),) for n in range(1, 10)]
    assert outline["2.2"] == "存在的问题与挑战"
    assert outline["9.2.1"] == "合作协议内容"
    assert outline["9.2.1.6"] == "违约责任"
    sections = [path for path, _ in numbered(clauses) if path.count(".") == 1]
    assert len(sections) == 3 * 9
    assert clauses[-1].text.endswith("合作雙方應共同")  # where the customer's copy breaks off


def test_the_deck_has_its_chapters_and_slides() -> None:
    clauses = seed("000_626cc53a35911c27.txt")
    titles = [c.heading for c in clauses if c.heading and not c.number_label]
    chapters = [
        "售后服务合同概述",
        "合同要素与内容",
        "管理体系构建",
        "合同履行监督",
        "争议解决机制",
    ]
    assert [title for title in titles if title in chapters][:2] == chapters[:2]
    for title in ("售后服务合同的变更与解除", "争议解决中的保密性保护", "售后服务流程再造"):
        assert title in titles
    assert len([c for c in clauses if c.number_label]) > 80


@pytest.mark.parametrize("name", ["000_626cc53a35911c27.txt", "003_c5edfb1c42038059.txt"])
def test_the_site_around_a_seed_is_no_clause(name: str) -> None:
    text = "\n".join(clause.text for clause in seed(name))
    for word in ("溫馨提示", "最新文檔", "人人文庫", "金锄头", "会员中心", "公网安备", "TOC"):
        assert word not in text
