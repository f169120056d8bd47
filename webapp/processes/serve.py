"""``tiaoli serve``: one command that starts the web and background processes, and supervises."""

import fcntl
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from contracts.errors import TiaoliError
from store.database import Database
from store.users import create_user, list_users
from webapp.accounts import hash_password
from webapp.installed import open_encoder
from webapp.lost_database import upgrade_kept
from webapp.processes.supervisor import Child, keep_running
from webapp.services import open_recogniser, writable
from webapp.settings import Settings
from webapp.variables import CELERY

ADMINISTRATOR = "admin"

Say = Callable[[str, str], None]  # takes a sentence in Chinese and in English


class CannotServe(TiaoliError):
    """The server cannot start here; the message says what is in the way."""

    code = "cannot_serve"


def serve(settings: Settings, say: Say) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises CannotServe where the folder or the port is taken, FolderNotWritable and
    UnusableDatabase.
    """
    with writable(settings.data):
        (settings.data / "serve.lock").touch()
    with sole_server(settings), _listening(settings) as listener:
        database = Database(settings.database_url)
        upgrade_kept(database, settings.originals)
        password = first_administrator(database)
        database.close()
        if password:
            say(
                f"已创建管理员 {ADMINISTRATOR}，密码 {password}。密码只显示这一次，请登录后修改。",
                f"Created the administrator {ADMINISTRATOR} with the password {password}. "
                "It is shown this once; change it after logging in.",
            )
        address = _address(listener)
        encoder = open_encoder(settings)
        say(*_basis(encoder.weights if encoder else ""))
        say(f"条理已启动：{address} （Ctrl-C 停止）", f"Tiaoli serves {address} (Ctrl-C stops it)")
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: stop.set())
        children = _children(listener, settings.queue, with_encoder=encoder is not None)
        if open_recogniser(settings) is not None:
            command = [sys.executable, "-m", "webapp.processes.recogniser"]
            children.append(Child("recogniser", command))
        keep_running(children, settings.environment(), stop=stop)


def first_administrator(database: Database) -> str | None:
    """The new administrator's password where there were no users; else None."""
    with database.write() as connection:
        if list_users(connection):
            return None
        password = secrets.token_urlsafe(12)
        create_user(connection, ADMINISTRATOR, hash_password(password), administrator=True)
        return password


def _basis(weights: str) -> tuple[str, str]:
    """A sentence on whether tags rest on rules alone, or on an encoder too."""
    if weights:
        return f"条款类型由规则和编码器 {weights} 判定。", f"Tags rest on rules and {weights}."
    return (
        "未安装编码器权重：条款类型仅由规则判定。",
        "No encoder is installed: tags rest on rules alone.",
    )


def _children(listener: socket.socket, queue: str, *, with_encoder: bool) -> list[Child]:
    number = listener.fileno()
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{number}"]
    application = "webapp.processes.web_application:application()"
    served = ["--config", "python:webapp.processes.web", application]
    children = [
        Child("web", [*gunicorn, *served], (number,)),
        Child("worker", [sys.executable, "-m", "webapp.processes.worker"]),
        Child("summaries", [sys.executable, "-m", "webapp.processes.summaries"]),
        Child("alerts", [sys.executable, "-m", "webapp.processes.alerts"]),
    ]
    if queue == CELERY:
        children.append(Child("sweeper", [sys.executable, "-m", "webapp.processes.sweeper"]))
    if with_encoder:
        children.append(Child("scorer", [sys.executable, "-m", "webapp.processes.scorer"]))
    return children


@contextmanager
def sole_server(settings: Settings) -> Iterator[None]:
    """Lock the data folder; the system releases the lock however this process ends."""
    with (settings.data / "serve.lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            raise CannotServe(
                f"数据文件夹 {settings.data} 已有服务在运行（进程 {holder}）。"
                "请使用该服务，或先停止它，或用 --data 另选文件夹。",
                f"A server already runs on the data folder {settings.data} (process {holder}). "
                "Use that one, stop it first, or choose another folder with --data.",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket that the web process will serve: taken here, so that a restart doesn't lose it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotServe(
                f"无法在 {settings.host}:{settings.port} 上监听（{error.strerror}）。"
                "请用 --host、--port 另选地址或端口。",
                f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
                "Choose another address or port with --host and --port.",
            ) from error
        listener.listen(256)
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
