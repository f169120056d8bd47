"""A checklist of one item, as a lawyer writes it."""

SMALL = """\
id: small
name_zh: 小清单
name_en: Small
applies_when: {kinds: [contract]}
items:
  - id: parties
    question: {zh: 是否写明当事人, en: Are the parties named}
    clause_types: [parties]
    level: mandatory
    legal_basis: [{law: 民法典, article: 470}]
    guidance: {zh: 写全称。, en: Use full names.}
    fallback_wording: {zh: 甲方：____, en: "Party A: ____"}
"""
