"""A real application over a data folder of its own: two collections, three people, a few files."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import CodeType

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.templating import Environment
from house import PASSWORD, Browser, House
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection, inspect

from store import upgrading, users
from store.users import Role
from webapp import accounts
from webapp.accounts import hash_password
from webapp.application import create_app
from webapp.services import open_services
from webapp.settings import Settings

PURCHASE = """设备采购合同
甲方：青禾电子商务有限公司
乙方：临江机电设备有限公司
签订日期：2024年3月1日
第一条 标的
乙方向甲方供应空气压缩机两台，型号见附件一。
第二条 价款
合同总价为人民币128,000元，甲方应在验收合格后30日内付款。
第三条 违约责任
乙方逾期交货的，每日按合同总价的千分之一支付违约金。
第四条 争议解决
因本合同发生的争议，提交甲方所在地人民法院诉讼解决。
"""

SECRET = """股权收购保密协议
甲方：青禾电子商务有限公司
乙方：白鹭资本有限公司
第一条 保密
双方对收购事宜保密，代号为鲲鹏计划。
第二条 违约责任
违反保密义务的，应支付违约金五百万元。
"""


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords are hashed in less than a millisecond: no test is about how long that takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


class CompiledTemplates(BytecodeCache):
    """Templates as Jinja compiled them, kept for as long as the tests run."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """The applications share their compiled templates: each would compile them for one page."""
    make, kept = Flask.create_jinja_environment, CompiledTemplates()

    def with_compiled_templates(app: Flask) -> Environment:
        environment = make(app)
        environment.bytecode_cache = kept
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "create_jinja_environment", with_compiled_templates)
        yield


@pytest.fixture(scope="session", autouse=True)
def _newest_schema_at_once(new_sqlite: Path) -> Iterator[None]:
    """A new database on SQLite gets the newest schema in one step: its revisions are tested with
    the store, and take half as long as a command.
    """
    step_by_step = upgrading.upgrade
    with closing(sqlite3.connect(new_sqlite)) as newest:
        schema = [
            line for line in newest.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;")
        ]

    def upgrade(connection: Connection, migrations: Path) -> None:
        if connection.dialect.name == "sqlite" and not inspect(connection).get_table_names():
            for statement in schema:
                connection.exec_driver_sql(statement)
        else:
            step_by_step(connection, migrations)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upgrading, "upgrade", upgrade)
        yield


@pytest.fixture(scope="session")
def new_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an administrator and nothing else; for copying."""
    data = tmp_path_factory.mktemp("house") / "data"
    with open_house(data) as house, house.services.database.write() as connection:
        users.create_user(connection, "admin", hash_password(PASSWORD), administrator=True)
    return data


@pytest.fixture(scope="session")
def furnished(new_data: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """What ``house`` promises, closed; its data folder is for copying."""
    data = shutil.copytree(new_data, tmp_path_factory.mktemp("house") / "data", symlinks=True)
    with open_house(data) as house:
        house.add_collection("采购")
        house.add_collection("并购")
        with house.services.database.write() as connection:
            for name, role in (("读者", Role.READER), ("编辑", Role.EDITOR)):
                user_id = users.create_user(connection, name, hash_password(PASSWORD))
                users.grant(connection, user_id, house.collections["采购"], role)
        house.add_document("采购", "设备采购合同", PURCHASE)
        house.add_document("并购", "股权收购保密协议", SECRET)
    return house


@pytest.fixture
def empty_house(new_data: Path, tmp_path: Path) -> Iterator[House]:
    """The application with an administrator and nothing else."""
    with open_house(shutil.copytree(new_data, tmp_path / "data", symlinks=True)) as house:
        yield house


@pytest.fixture
def house(furnished: House, tmp_path: Path) -> Iterator[House]:
    """采购 holds a contract: 读者 reads it, 编辑 edits it. 并购 holds another, hidden from both."""
    original = furnished.services.settings.data
    with open_house(shutil.copytree(original, tmp_path / "data", symlinks=True)) as house:
        yield replace(
            house,
            collections=dict(furnished.collections),
            documents=dict(furnished.documents),
            versions=dict(furnished.versions),
            runs=dict(furnished.runs),
        )


@contextmanager
def open_house(data: Path) -> Iterator[House]:
    """The application over a data folder, with what a new one holds."""
    settings = Settings.from_environment(
        data, environment={"TIAOLI_ENCODER_WEIGHTS": "/no/weights"}
    )
    with open_services(settings) as services:
        yield House(services, create_app(services))


@pytest.fixture
def reader(house: House) -> Browser:
    """A person who may read 采购."""
    return house.browser("读者")


@pytest.fixture
def editor(house: House) -> Browser:
    """A person who may edit 采购."""
    return house.browser("编辑")


@pytest.fixture
def administrator(house: House) -> Browser:
    """A person who may do everything."""
    return house.browser("admin")
