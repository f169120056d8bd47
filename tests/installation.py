"""An installation in small, for the tests of what works beside the pages."""

import io
import threading

from plain_pieces import MemoryIndex, PlainParsers

from contracts.visibility import EVERYTHING
from ingest.intake import receive
from ingest.worker import work
from store.database import Database
from store.files import FileStore
from store.import_items import Source
from store.import_runs import ImportCounts, counts_of, create_run

CONTRACT = """售后服务合同 {number}
第一条 服务范围
乙方负责产品的维修与更换。
第二条 违约责任
乙方逾期完成维修的，每逾期一日应向甲方支付合同总价千分之一的违约金。
"""


class Installation:
    """A database, a folder of originals and an index, with one import run."""

    def __init__(self, database: Database, files: FileStore, collection_id: int) -> None:
        self.database = database
        self.files = files
        self.collection_id = collection_id
        self.index = MemoryIndex()
        self.parsers = PlainParsers()
        with database.write() as connection:
            self.run = create_run(connection, collection_id, "王法务", "测试")

    def receive(self, text: str, document_id: int | None = None) -> int:
        """Receive a text; its version's id."""
        item = receive(
            self.database,
            self.files,
            io.BytesIO(text.encode()),
            "合同.txt",
            collection_id=self.collection_id,
            received_by="王法务",
            size_limit=1 << 20,
            source=Source("合同.txt", self.run.id),
            document_id=document_id,
        )
        assert item.version_id is not None
        return item.version_id

    def work(self) -> None:
        """Work until nothing is left to do."""
        work(
            self.database,
            self.files,
            self.index,
            self.parsers,
            stop=threading.Event(),
            until_idle=True,
        )

    def counts(self) -> ImportCounts:
        """How the run adds up now."""
        with self.database.read() as connection:
            return counts_of(connection, self.run.id, EVERYTHING)
