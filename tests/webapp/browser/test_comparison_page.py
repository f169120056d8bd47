"""Two versions side by side: changes by keys, moves by links, filters."""

import re

from browsing import Server, Visit, upload

COMPARED = (
    "第一条 服务范围：乙方为甲方销售的空调提供安装、维修和保养服务。",
    "第二条 价款：年度服务费为人民币三万六千元，包含人工费和差旅费。",
    "第三条 响应时限：乙方应在收到报修后四小时内响应，四十八小时内上门。",
    "第四条 保密：任何一方不得向第三方披露履行中知悉的商业秘密。",
    "第五条 联系：双方各指定一名联系人，联系方式见附件二。",
    "第六条 争议：协商不成的，向甲方所在地人民法院提起诉讼。",
)
CHANGED = (
    COMPARED[0],
    COMPARED[2].replace("四小时", "两小时").replace("第三条", "第二条"),
    COMPARED[3].replace("第四条", "第三条"),
    COMPARED[4].replace("第五条", "第四条").replace("见附件二", "写在附件二中"),
    COMPARED[5].replace("第六条", "第五条"),
    COMPARED[1].replace("第二条", "第六条"),
)


def test_changes_are_gone_through_by_keys_and_moves_by_links(visit: Visit, server: Server) -> None:
    page = visit.page
    numbers = []
    for name, lines in (("旧.txt", COMPARED), ("新.txt", CHANGED)):
        upload(page, server, name, "\n".join(lines).encode())
        page.locator("td a[href*='/documents/']").first.click()
        page.get_by_role("link", name="比对").last.click()
        numbers.append(re.search(r"=(\d+)", page.url))
    old, new = (number[1] for number in numbers if number)
    visit.open(f"/compare?old={old}&new={new}")
    places = [page.url]
    for key in "nnp":
        page.keyboard.press(key)
        page.wait_for_function("place => location.href !== place", arg=places[-1])
        places.append(page.url)
    assert places[1] == places[3] != places[2]
    page.get_by_role("link", name="到原位置").click()
    page.wait_for_url("**#from*")
    page.locator(".moved-away:target a").click()
    page.wait_for_url("**#p*")
    assert "三万六千元" in page.locator(".pair:target").inner_text()
    page.get_by_role("link", name="只看实质变更").click()
    page.wait_for_url("**material=1*")
    assert page.get_by_text("写在附件二中").count() == 0
    page.get_by_role("link", name="只看实质变更").click()
    page.get_by_role("link", name="隐藏未改动的").click()
    page.wait_for_url("**changes=1*")
    assert page.get_by_text("两小时").count() > 0
    assert page.locator(".pair.unchanged:not(.moved)").count() == 0
