"""Numbers of contracts: as printed, as a list quotes them."""

import pytest

from contracts.contract_numbers import normal_number, numbers_in, own_number
from contracts.text import fold


@pytest.mark.parametrize(
    "text", ["HT-2023-001", "ＨＴ－２０２３－００１", "ht 2023 001号", "HT_2023/001"]
)
def test_signs_widths_and_case_make_no_difference(text: str) -> None:
    assert normal_number(text) == "ht2023001"


@pytest.mark.parametrize("text", ["", "12", "合同编号", "----"])
def test_too_little_is_no_number(text: str) -> None:
    assert normal_number(text) == ""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("售后服务合同\n合同编号：浙采〔2024〕15号\n甲方：", {"浙采202415"}),
        ("協議編號: QH2023-07-01", {"qh20230701"}),
        ("Contract No. SVC/2022/88 between", {"svc202288"}),
        ("编号：HT-2023-001，共三页", {"ht2023001"}),
        ("甲方证件编号不在此列；合同总价 128000 元", set()),
    ],
)
def test_a_contract_says_its_number(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("合同编号:安化采字〔2024〕第087号\n甲方", "安化采字〔2024〕第087号"),
        ("订单编号:PO-240702-11    订单日期", "PO-240702-11"),
        ("合同号 Contract No.: NG2024-EX-056", "NG2024-EX-056"),
        ("(编号:LX-21)", "LX-21"),
        ("编号:LX21-补(1)", "LX21-补(1)"),
        ("双方签订了《租赁合同》(合同号:LXZL2021)", None),
        ("合同编号:(87)CM____", None),
        ("合同编号:________", None),
        ("文件编号\tQR-PUR-C01\n合同编号/关联订单\t____", None),
        ("文件编号:HT-2024-7", "HT-2024-7"),
    ],
)
def test_its_own_number_is_the_one_at_the_head_of_a_line(text: str, number: str | None) -> None:
    found = own_number(fold(text), 0)
    assert (found.value if found else None) == (number and fold(number))


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("HT-2024-015", "HT-2024-015"),
        ("青采〔2024〕15号", "青采〔2024〕15号"),
        ("GB/T 26315-2010", None),
        ("2024-03-01", None),
        ("Tel 400-820-8820", None),
    ],
)
def test_a_number_alone_in_the_page_header_is_the_contracts(
    header: str, number: str | None
) -> None:
    found = own_number(fold(f"{header}\n采购合同\n"), len(header) + 1)
    assert (found.value if found else None) == (number and fold(number))
