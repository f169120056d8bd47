"""Administration: collections, people, and what they may do."""

import re

from house import Browser, House

from store.users import User, find_by_name, list_users


def test_an_administrator_gives_access_step_by_step(empty_house: House) -> None:
    administrator = empty_house.browser("admin")
    administrator.post("/administration/collections", {"name": "采购"})
    administrator.post("/administration/users", {"name": "新人", "password": "a long password"})
    page = administrator.get("/administration").text
    grants = re.search(r"/administration/users/\d+/grants", page)
    collection = re.search(r"collection-\d+", page)
    assert grants is not None
    assert collection is not None
    administrator.post(grants[0], {collection[0]: "editor"})
    newcomer = empty_house.browser()
    newcomer.log_in("新人", "a long password")
    assert "采购" in newcomer.get("/imports/new").text


def test_names_are_not_given_twice(house: House, administrator: Browser) -> None:
    administrator.post("/administration/collections", {"name": "采购"})
    assert "已有同名合同集" in administrator.get("/administration").text
    administrator.post("/administration/users", {"name": "读者", "password": "a long password"})
    assert "已有同名用户" in administrator.get("/administration").text


def test_a_password_set_for_somebody_else_is_not_told_as_ones_own(
    house: House, administrator: Browser
) -> None:
    with house.services.database.read() as connection:
        reader = find_by_name(connection, "读者")
    assert reader is not None
    address = f"/administration/users/{reader.id}/password"
    english = {"Accept-Language": "en"}
    administrator.post(address, {"password": "another long one"}, headers=english)
    assert "Your password" not in administrator.get("/administration", headers=english).text
    assert house.browser().log_in("读者", "another long one").status_code == 302


def test_another_administrator_is_made_and_unmade_but_nobody_changes_their_own_role(
    house: House, administrator: Browser, reader: Browser
) -> None:
    numbers = {user.name: user.id for user in everybody(house)}
    role = "/administration/users/{}/administrator"
    assert reader.get("/administration").status_code == 404
    administrator.post(role.format(numbers["读者"]), {"administrator": "yes"})
    assert reader.get("/administration").status_code == 200
    administrator.post(role.format(numbers["读者"]), {"administrator": "no"})
    assert reader.get("/administration").status_code == 404
    administrator.post(role.format(numbers["admin"]), {"administrator": "no"})
    assert "不能改变自己的角色" in administrator.get("/administration").text
    assert "设为管理员" in administrator.get("/administration/audit").text


def everybody(house: House) -> tuple[User, ...]:
    with house.services.database.read() as connection:
        return list_users(connection)
