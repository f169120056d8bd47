"""Which contracts deviate from a template: those that one may see, by how much they deviate."""

import re

import pytest
from compare_documents import CONTRACT
from house import Browser, House

from contracts.visibility import EVERYTHING
from store.facts import correct_fact

HIDDEN = "鲲鹏维护合同"


@pytest.fixture
def template(house: House) -> int:
    """The template's id; beside it a contract like it, one that deviates, and a hidden one."""
    texts = {
        "维护合同范本": CONTRACT,
        "相同合同": CONTRACT.replace("36000元", "39000元"),
        "偏离合同": CONTRACT.replace("违约金500元", "违约金200元"),
        HIDDEN: CONTRACT.replace("违约金500元", "违约金100元"),
    }
    for title, text in texts.items():
        house.add_document("并购" if title == HIDDEN else "采购", title, text)
    with house.services.database.write() as connection:
        for title in texts:
            facts = {
                "title": title,
                "contract_type": "维修合同",
                "kind": "template" if title == "维护合同范本" else "contract",
            }
            for field, value in facts.items():
                number = house.documents[title]
                correct_fact(connection, number, field, value, "admin", EVERYTHING)
    return house.documents["维护合同范本"]


def page(browser: Browser, template: int, clause_type: str = "breach_liability") -> str:
    answer = browser.get(f"/compare/deviations?template={template}&type={clause_type}")
    assert answer.status_code == 200
    return answer.text


def test_contracts_stand_by_deviation_with_redline_and_wording(
    reader: Browser, template: int
) -> None:
    text = page(reader, template)
    listed, same = text.split('<details class="same"')
    assert re.findall(r'<span class="title"[^>]*>([^<]+)', listed) == ["偏离合同"]
    assert '<del class="material">500元</del><ins class="material">200元</ins>' in listed
    assert 'class="advice"' in listed
    assert "相同合同" in same


def test_no_hidden_contract_is_listed_or_counted(
    house: House, reader: Browser, administrator: Browser, template: int
) -> None:
    seen, all_of_them = page(reader, template), page(administrator, template)
    assert HIDDEN not in seen
    assert "有偏离 1 份 / 2" in re.sub(r"<[^>]+>|\s+(?=/)", " ", seen).replace("  ", " ")
    assert HIDDEN in all_of_them
    answer = reader.get(f"/compare/deviations?template={house.documents[HIDDEN]}")
    assert answer.status_code == 404


def test_all_contracts_are_compared_some_at_a_time_and_the_page_says_how_far_it_is(
    reader: Browser, template: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pages.deviations.SECONDS_AT_ONCE", 0.0)
    first, second = page(reader, template), page(reader, template)
    assert 'data-left="1"' in first
    assert "data-left" not in second
    assert "偏离合同" in second
    same = "没有合同在这类条款上与范本不同"  # never said of what is still to be compared
    first, second = (page(reader, template, "confidentiality") for _ in range(2))
    assert (same in first, same in second) == (False, True)


def test_a_clause_type_that_the_template_lacks_is_said_to_be_missing(
    reader: Browser, template: int
) -> None:
    answer = reader.get(f"/compare/deviations?template={template}&type=insurance")
    assert answer.status_code == 404
    assert "范本中没有这类条款" in answer.text


def test_the_only_template_is_chosen_and_without_one_the_page_says_what_to_do(
    reader: Browser, template: int
) -> None:
    assert "偏离合同" in reader.get("/compare/deviations").text


def test_without_a_template_the_page_says_what_to_do(reader: Browser) -> None:
    assert "打开本单位的范本" in reader.get("/compare/deviations").text
