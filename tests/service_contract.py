"""A Chinese after-sales service contract of our own, as a DOCX with all that such files have.

tests/fixtures/service_contract.pdf was printed from it by LibreOffice:
``python tests/service_contract.py contract.docx && soffice --convert-to pdf contract.docx``.
"""

import sys
from pathlib import Path

from docx_parts import abstract, docx, level, num, numbered, paragraph, run

NUMBERING = abstract(
    0,
    level(0, "第%1条", "chineseCounting"),
    level(1, "（%2）", "chineseCounting"),
    level(2, "%3.", "decimal"),
) + num(1, 0)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SECTION = (
    "<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rheader"/>'
    '<w:footerReference w:type="default" r:id="rfooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" '
    'w:header="851" w:footer="992"/></w:sectPr>'
)
STYLES = (  # lines set wide apart, so that there are two pages
    '<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:line="480" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
GOODS = (
    ("序号", "设备名称", "数量", "响应时间"),
    ("1", "中央空调主机", "2 台", "4 小时"),
    ("2", "新风机组", "6 台", "8 小时"),
)
CLAUSES = (
    (0, "服务范围"),
    (1, "乙方为甲方在本合同附表中列明的设备提供保养、维修和技术支持服务，服务地点为甲方位于各"
        "地的营业场所，具体地址以甲方书面通知为准。"),
    (1, "甲方更换、增加或者减少设备的，应当提前十五日书面通知乙方，双方据此调整服务费用。"),
    (0, "服务标准"),
    (1, "乙方设立全年无休的服务热线。甲方报修后，乙方应当在附表约定的时间内响应，并在二十四小"
        "时以内派遣具有相应资质的工程师到达现场。"),
    (2, "一般故障应当在到达现场后四小时内排除；"),
    (2, "重大故障不能当日排除的，乙方应当提供备用设备，直至原设备恢复正常运行为止。"),
    (1, "更换下来的零部件归甲方所有，乙方应当在更换后三日内交还甲方。"),
    (0, "费用与支付"),
    (1, "服务费用每年为人民币壹拾贰万元整（¥120,000.00），甲方应当在收到乙方开具的"
        "增值税专用发票之日起三十日内支付。"),
    (1, "甲方逾期付款的，每逾期一日，应当按照逾期金额的万分之五向乙方支付违约金。"),
    (0, "违约责任"),
    (1, "乙方未按照第二条约定的时间到达现场的，每迟延一小时，甲方有权从当期服务费用中扣除人民"
        "币伍佰元；一年内累计迟延达到五次的，甲方有权解除合同，并要求乙方退还剩余期间的服务费"
        "用。"),
    (0, "保密"),
    (1, "双方对在履行本合同过程中知悉的对方商业秘密负有保密义务，该义务在合同终止后三年内继续"
        "有效。"),
    (0, "争议解决"),
    (1, "因本合同引起的争议，双方应当友好协商解决；协商不成的，任何一方均可向甲方所在地有管辖"
        "权的人民法院提起诉讼。"),
    (0, "合同生效"),
    (1, "本合同自双方签字并加盖公章之日起生效，有效期一年；期满前三十日内双方均未书面提出异议"
        "的，自动续展一年。"),
    (1, "本合同一式四份，双方各执两份，具有同等法律效力。"),
)  # fmt: skip


def service_contract() -> bytes:
    """The contract as a DOCX."""
    title = (
        '<w:p><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:r><w:rPr><w:b/>'
        '<w:sz w:val="36"/></w:rPr><w:t>设备售后服务合同</w:t></w:r></w:p>'
    )
    parties = paragraph("甲方（委托方）：华北商贸有限公司") + paragraph(
        "乙方（服务方）：安泰机电服务有限公司"
    )
    preamble = paragraph(
        "根据《中华人民共和国民法典》的有关规定，双方经协商一致，订立本合同，共同遵守。"
    )
    clauses = "".join(numbered(text, 1, depth) for depth, text in CLAUSES)
    body = title + parties + preamble + clauses + paragraph("附表：") + _goods() + SECTION
    return docx(
        body,
        numbering=NUMBERING,
        styles=STYLES,
        header=paragraph("设备售后服务合同　编号：SH-2024-07"),
        footer=f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{FIELD}</w:p>',
    )


def _goods() -> str:
    rows = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{paragraph(text)}</w:tc>'
            for text in row
        )
        + "</w:tr>"
        for row in GOODS
    )
    grid = '<w:gridCol w:w="2000"/>' * len(GOODS[0])
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(service_contract())
