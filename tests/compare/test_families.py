"""Documents of one contract are offered as a family; those merely alike are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.families import Family, Member, Sign, offered_families
from contracts.contract_numbers import numbers_in
from contracts.name_hints import Role, bare_name, role_in_name
from contracts.sketch import hashes_of, likeness, sketch

BODY = "\n".join(
    f"第{number}条 乙方应在收到甲方第{number}号通知后{number}个工作日内派员维修，"
    f"逾期按日支付千分之{number}的违约金，"
    f"并承担第{number}类设备停机造成的{number * 7}项损失，双方另有书面约定的从其约定。"
    for number in range(1, 60)
)
PARTIES = frozenset({"青禾电子商务有限公司", "临江机电设备有限公司"})
OTHERS = frozenset({"青禾电子商务有限公司", "白鹭设备有限公司"})
SIGNED = date(2024, 3, 1)


def member(
    document_id: int,
    title: str = "售后服务合同",
    text: str = BODY,
    *,
    file_name: str = "",
    parties: frozenset[str] = PARTIES,
    agreed_on: date | None = SIGNED,
    is_scan: bool = False,
) -> Member:
    return Member(
        document_id, title, file_name or f"{title}.docx", numbers_in(text), parties, agreed_on,
        is_scan, hashes_of(sketch(text)),
    )  # fmt: skip


def roles(families: tuple[Family, ...]) -> list[dict[int, Role]]:
    return [{each.document_id: each.role for each in family.relatives} for family in families]


def with_errors(text: str) -> str:
    """The text as a scan's recognition gives it: two characters of a hundred are wrong."""
    return "".join("口" if place % 50 == 7 else character for place, character in enumerate(text))


def test_draft_scan_version_and_copy_are_told() -> None:
    found = offered_families(
        [
            member(1),
            member(2, "售后服务合同草稿", agreed_on=None, parties=frozenset()),
            member(3, text=with_errors(BODY), file_name="扫描20240301.pdf", is_scan=True),
            member(4, text=BODY.replace("千分之", "万分之"), file_name="售后服务合同v2.docx"),
            member(5, file_name="合同.pdf"),
        ]
    )
    assert [family.head for family in found] == [1]
    assert roles(found) == [{2: Role.DRAFT, 3: Role.SCAN, 4: Role.VERSION, 5: Role.COPY}]


def test_an_amendment_is_found_by_the_number_it_cites() -> None:
    amendment = "补充协议\n就《售后服务合同》（合同编号：HT-2023-001）约定如下：价款改为八万元。"
    found = offered_families(
        [
            member(8, "补充协议", amendment, parties=PARTIES),
            member(9, text="合同编号：HT2023001\n" + BODY),
        ]
    )
    assert roles(found) == [{8: Role.AMENDMENT}]
    assert found[0].head == 9
    assert Sign.NUMBER in found[0].relatives[0].signs


def test_contracts_of_one_template_are_no_family() -> None:
    assert offered_families([member(1), member(2, parties=OTHERS)]) == ()
    numbered = [member(n, text=f"合同编号：CG-2024-{n:03}\n{BODY}") for n in range(1, 4)]
    assert offered_families(numbered) == ()


def test_a_template_does_not_hold_contracts_together() -> None:
    partners = [
        member(n, parties=frozenset({"青禾电子商务有限公司", f"第{n}设备有限公司"}))
        for n in range(1, 7)
    ]
    template = member(9, "合同范本", parties=frozenset(), agreed_on=None)
    assert offered_families([*partners, template]) == ()


def test_what_a_person_told_apart_stays_apart_and_what_was_joined_joined() -> None:
    members = [member(1), member(2), member(3, parties=OTHERS)]
    assert roles(offered_families(members)) == [{2: Role.COPY}]
    assert offered_families(members, apart=[(1, 2)]) == ()
    (family,) = offered_families(members, kin=[(2, 3)], apart=[(1, 2), (1, 3)])
    assert (family.head, family.relatives[0].document_id) == (2, 3)


def test_short_texts_and_common_titles_alone_tell_nothing() -> None:
    one = member(1, text="第一条 保密", parties=frozenset())
    other = member(2, text="第一条 租赁期限为一年。", parties=frozenset())
    assert offered_families([one, other]) == ()
    assert offered_families([member(1, text=""), member(2, text="")]) != ()  # same parties, name


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("售后服务合同_v2", Role.VERSION), ("采购合同（修订版）", Role.VERSION),
        ("採購合約-最終版", Role.VERSION), ("合同初稿", Role.DRAFT),
        ("Lease Agreement DRAFT", Role.DRAFT), ("维修合同补充协议（一）", Role.AMENDMENT),
        ("First Amendment to Lease", Role.AMENDMENT), ("合同 双签扫描件", Role.SCAN),
        ("lease_signed", Role.SCAN), ("合同（1）", None), ("Designed services", None),
        ("v型滤池采购合同", None),
        ("服务合同_盖章.pdf", Role.SCAN), ("服务合同（未盖章）.docx", Role.DRAFT),
        ("服务合同 未签字版.docx", Role.DRAFT),
    ],
)  # fmt: skip
def test_names_hint_at_the_place_in_the_family(name: str, role: Role | None) -> None:
    assert role_in_name(name) is role


def test_a_bare_name_is_what_all_of_a_family_share() -> None:
    names = [
        "售后服务合同", "售后服务合同_v2", "售後服務合同（最終版）", "售后服务合同补充协议",
        "2024-03-01 售后服务合同（2）", "售后服务合同 扫描件",
    ]  # fmt: skip
    assert {bare_name(name) for name in names} == {"售后服务合同"}


@given(st.integers(200, 2800), st.integers(0, 1500))
def test_likeness_is_the_share_of_common_shingles(cut: int, added: int) -> None:
    one = "".join(chr(0x4E00 + place * place * 7919 % 19_997) for place in range(3000))
    other = one[cut:] + "".join(chr(0x3400 + place * 613 % 6000) for place in range(added))
    shingles = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (one, other)]
    truth = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert abs(likeness(hashes_of(sketch(one)), hashes_of(sketch(other))) - truth) < 0.2


def test_script_and_punctuation_make_no_difference_to_a_sketch() -> None:
    assert likeness(hashes_of(sketch("售後服務，合同！")), hashes_of(sketch("售后服务合同"))) == 1
    assert sketch("四个字啊") == b""
