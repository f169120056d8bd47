"""The command line in the tests: a small contract of our own, and commands as one types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli import main

MAINTENANCE = """\
设备维护服务合同

甲方：青禾食品有限公司
住所：杭州市西湖区文一路1号
乙方：恒远机电服务有限公司
住所：宁波市海曙区中山路2号

第一条 服务内容
乙方为甲方的三台空气压缩机提供维修、零部件更换和预防性维护服务，设备清单见附件一。

第二条 响应时间
乙方应当自接到报修之时起四小时内响应，四十八小时内到达现场。

第三条 服务费用
年度服务费为人民币36000元（含税），包含人工费和差旅费。

第四条 付款方式
甲方应当自收到发票之日起三十日内支付当期服务费。

第五条 服务期限
本合同自2024年3月1日起至2025年2月28日止。

第六条 违约责任
乙方未按时响应的，每次应当向甲方支付违约金500元；甲方逾期付款的，每日按应付款项的万分之五支付违约金。

第七条 争议解决
因本合同发生的争议，双方协商不成的，向甲方所在地人民法院提起诉讼。

甲方（盖章）：          乙方（盖章）：
日期：2024年3月1日
"""


def tiaoli(data: Path, *arguments: str, language: str = "en", typed: str = "") -> Result:
    """Run a command as a person would, over a data folder of its own."""
    command = ["--language", language, "--data", str(data), *arguments]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("webapp.cli.configure_logging", lambda level: None)  # pytest has its own
        result = CliRunner().invoke(main, command, input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
