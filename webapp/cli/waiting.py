"""What commands say about documents that the encoder has not read, and having it read one now."""

from contracts.document import Version
from contracts.visibility import EVERYTHING
from ingest.tags.basis import Basis, BasisState, score_at_once
from store.tags import documents_by_weights
from webapp.cli.terminal import Terminal
from webapp.indexing import follow_index
from webapp.services import Services


def note_what_waits(terminal: Terminal, services: Services) -> None:
    """Say how many documents the installed encoder has not read, if any, and what to do."""
    waiting, total = _waiting(services)
    if waiting:
        terminal.note(
            f"{total} 份文件中有 {waiting} 份目前仅由规则判定，编码器 {services.weights} 尚未读过。"
            "tiaoli serve 运行时会在后台补读；立即补读请用 tiaoli retag。",
            f"{waiting} of {total} documents rest on rules alone so far: {services.weights} has not"
            " read them. While tiaoli serve runs it does so by and by; tiaoli retag does it now.",
        )


def say_basis(terminal: Terminal, services: Services) -> None:
    """Say what the tags of all documents rest on."""
    waiting, total = _waiting(services)
    if services.encoder is None:
        terminal.say(
            "未安装编码器权重：条款类型仅由规则判定。",
            "No encoder is installed: tags rest on rules alone.",
        )
    else:
        terminal.say(
            f"{total} 份文件中有 {total - waiting} 份由规则和编码器 {services.weights} 判定，"
            f"{waiting} 份还在等编码器。",
            f"{total - waiting} of {total} documents rest on rules and {services.weights}; "
            f"{waiting} wait for the encoder.",
        )


def _waiting(services: Services) -> tuple[int, int]:
    """How many documents don't rest on the installed encoder, of how many that were read."""
    with services.database.read() as connection:
        found = documents_by_weights(connection, EVERYTHING)
    total = sum(found.values())
    return (total - found.get(services.weights, 0) if services.encoder else 0), total


def read_by_encoder(terminal: Terminal, services: Services, version: Version) -> Basis:
    """Let the encoder read a version now if it hasn't; say so where it fails."""
    basis = score_at_once(services.database, services.encoder, version, EVERYTHING)
    if basis.weights != version.weights:
        follow_index(services)
    if basis.state in (BasisState.WAITING, BasisState.GIVEN_UP):
        terminal.note(
            "编码器未能读取这份文件，条款类型仍由原有依据判定；日志和 tiaoli check 说明原因。",
            "The encoder could not read this document: its tags rest on what they did before. "
            "The log and tiaoli check tell more.",
        )
    return basis
