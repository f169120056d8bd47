"""Documents to be compared in the tests: typed lines, read as a file of plain text would be."""

from compare.comparison import Comparison, compare
from compare.side import Side
from contracts.document import Block, BlockKind
from contracts.structure.segmentation import segment
from contracts.tagging import tag_clauses

CONTRACT = """\
设备维护服务合同

第一条 服务内容
乙方为甲方的三台空气压缩机提供维修、零部件更换和预防性维护服务，设备清单见附件一。

第二条 响应时间
乙方应当自接到报修之时起四小时内响应，四十八小时内到达现场。

第三条 服务费用
年度服务费为人民币36000元（含税），包含人工费和差旅费。

第四条 付款方式
甲方应当自收到发票之日起三十日内支付第三条约定的服务费。

第五条 服务期限
本合同自2024年3月1日起至2025年2月28日止。

第六条 违约责任
乙方未按时响应的，每次应当向甲方支付违约金500元；甲方逾期付款的，每日按应付款项的万分之五支付违约金。

第七条 保密
任何一方不得向第三方披露在履行本合同中知悉的对方商业秘密，保密期限为合同终止后两年。

第八条 争议解决
因本合同发生的争议，双方协商不成的，向甲方所在地人民法院提起诉讼。
"""


def side_of(text: str, *, tagged: bool = False) -> Side:
    """The text, a block a line, as it is compared; ``tagged`` with the types of its clauses."""
    blocks = tuple(
        Block(order=order, kind=BlockKind.PARAGRAPH, text=line)
        for order, line in enumerate(text.splitlines())
    )
    clauses = segment(blocks, 0)
    found = tag_clauses(clauses) if tagged else {}
    types = {
        clause: frozenset(tag.clause_type for tag in tags if not tag.weak)
        for clause, tags in found.items()
    }
    return Side(blocks, clauses, types, ("青禾食品有限公司",))


def compare_texts(old: str, new: str, *, tagged: bool = False) -> Comparison:
    """The comparison of two texts."""
    return compare(side_of(old, tagged=tagged), side_of(new, tagged=tagged))
