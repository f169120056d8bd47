"""Whether the memory of an import stays flat in the number of files.

Run it with ``PYTHONPATH=.:benchmarks python benchmarks/memory.py 300 3000 30000``. Each number of
small contracts (copies of one with edits, so that none is a duplicate) is imported into a fresh
data folder with two parser processes. Printed are the peaks of the worker's own process and of
those that it started, the largest first; what a process holds itself apart from mapped files.
"""

import sys
import tempfile
from pathlib import Path

from import_folder import import_folder

PARTIES = ("青禾电子商务有限公司", "临江机电设备有限公司", "白鹭供应链有限公司", "岑屿软件有限公司")
CONTRACT = """售后服务合同
合同编号：HT-{number:06}
甲方：{one}
乙方：{other}
第一条 服务范围
乙方负责甲方第 {number} 号设备的维修与更换，并在 {hours} 小时内响应。
第二条 价款
合同总价为人民币{price}元，甲方应在验收合格后 {days} 日内付款。
第三条 违约责任
乙方逾期的，每日按合同总价的千分之{rate}支付违约金。
第四条 争议解决
因本合同发生的争议，提交甲方所在地人民法院诉讼解决。
"""


def main() -> None:
    """Import each number of files."""
    for count in map(int, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as data:
            make_contracts(Path(made), count)
            print(f"{count} files:", flush=True)
            figures = import_folder(f"sqlite:///{data}/tiaoli.sqlite", Path(data), Path(made), 2)
            print(f"{figures.wall:.0f} s, processor {figures.processor:.0f} s", flush=True)


def make_contracts(folder: Path, count: int) -> None:
    """Small contracts of a hundred a folder, no two of them alike."""
    for number in range(count):
        text = CONTRACT.format(
            number=number,
            one=PARTIES[number % 4],
            other=PARTIES[(number // 4 + 1) % 4],
            hours=number % 47 + 1,
            price=1000 + number * 13,
            days=number % 59 + 1,
            rate=number % 9 + 1,
        )
        path = folder / f"{number // 100:04}" / f"售后服务合同 {number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
