"""Parts of policies are found in policies alone, those of privacy policies in these."""

from tagged_clauses import only, outline, tags_of

from contracts.clause import Strength
from contracts.tagging import tag_clauses


def test_parts_of_a_policy_are_found_in_policies_only() -> None:
    sentence = "本制度适用于公司全体售后人员。"
    assert "policy_scope" not in only(sentence)
    policy = tags_of(
        (None, "编制目的", "编制目的\n提高服务质量。"),
        (None, "组织机构", "组织机构\n设立售后服务小组。"),
        (None, "持续改进", "持续改进\n每年修订。"),
        (None, "适用范围", f"适用范围\n{sentence}"),
    )
    assert policy["policy_scope"].strength is Strength.OPERATIVE


RETENTION = "我们在实现目的所必需的最短期限内保存您的个人信息。"


def test_parts_of_a_privacy_policy_are_found_in_privacy_policies() -> None:
    policy = tags_of(
        (None, "信息的收集", "信息的收集\n您注册时，我们收集您的手机号等个人信息。"),
        (None, "信息的共享", "信息的共享\n未经同意，我们不会向第三方提供您的个人信息。"),
        (None, "您的权利", "您的权利\n您可以查阅、更正、删除您的个人信息，也可以注销账号。"),
        (None, "Cookie", "Cookie\n我们用 Cookie 记住您的登录状态，您可以清除 Cookie。"),
        (None, "信息的保存", f"信息的保存\n{RETENTION}"),
    )
    assert policy["privacy_retention"].strength is Strength.OPERATIVE


def test_a_contract_that_also_speaks_of_personal_information_is_no_privacy_policy() -> None:
    contract = outline(
        (None, "服务内容", "服务内容\n乙方为甲方的家用电器用户提供安装、维修和退换货服务。" * 8),
        (None, "联系我们", "联系我们\n甲方联系电话见附件，双方指定专人联络。"),
        (None, "信息安全", f"信息安全\n{RETENTION}乙方应对用户的个人信息加密。"),
        (None, "违约责任", "违约责任\n乙方泄露用户隐私的，支付违约金10000元。" * 2),
    )
    found = {tag.clause_type for tags in tag_clauses(contract).values() for tag in tags}
    assert not {name for name in found if name.startswith("privacy_")}


def test_a_policy_on_partners_says_who_is_admitted_and_how_they_are_judged() -> None:
    policy = tags_of(
        (None, "编制目的", "编制目的\n提高服务质量。"),
        (None, "组织机构", "组织机构\n设立售后服务小组。"),
        (None, "持续改进", "持续改进\n每年修订。"),
        (None, "其他", "其他\n服务商应具备营业资格，由三个部门联合评审。"),
    )
    assert policy["partner_selection"].strength is Strength.OPERATIVE
    assert "partner_selection" not in only("服务商应具备营业资格，由三个部门联合评审。")
