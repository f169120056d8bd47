"""What can be wrong with an installation, told to a person together with what repairs it."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """What can be wrong; the subject is the id or the hash that follows each."""

    ORIGINAL_MISSING = "original_missing"  # version
    ORIGINAL_DAMAGED = "original_damaged"  # version
    STRAY_FILE = "stray_file"  # SHA-256
    NO_JOB = "no_job"  # version
    WRONG_READING = "wrong_reading"  # version
    WRONG_NEWEST = "wrong_newest"  # document
    NOT_QUEUED = "not_queued"  # document
    UNSETTLED = "unsettled"  # version
    NOT_SCORED = "not_scored"  # version
    SCORES_GIVEN_UP = "scores_given_up"  # version
    WAITING = "waiting"  # number of changes
    INDEX_DIFFERS = "index_differs"  # document
    INDEX_REFUSES = "index_refuses"  # document
    INDEX_EXTRA = "index_extra"  # number of clauses
    INDEX_UNAVAILABLE = "index_unavailable"


_MESSAGES = {
    ProblemKind.ORIGINAL_MISSING: (
        "版本 {}（{}）的原件不在文件夹中；请从备份恢复，或重新导入同一文件。",
        "The original of version {} ({}) is gone; restore it from a backup or import it again.",
    ),
    ProblemKind.ORIGINAL_DAMAGED: (
        "版本 {}（{}）的原件内容已改变；请从备份恢复，或重新导入同一文件。",
        "The original of version {} ({}) has changed; restore it from a backup or import it again.",
    ),
    ProblemKind.STRAY_FILE: (
        "文件 {} 不属于任何版本（上传中断所致）；修复时移到 set-aside，不会删除。",
        "File {} belongs to no version (an interrupted upload); repair moves it to set-aside.",
    ),
    ProblemKind.NO_JOB: (
        "版本 {} 尚未读取，也不在队列中；修复时重新排队。",
        "Version {} has not been read and is not in the queue; repair puts it there.",
    ),
    ProblemKind.WRONG_READING: (
        "版本 {} 的条款与文字不符；修复时重新读取。",
        "The clauses of version {} don't agree with its text; repair reads it again.",
    ),
    ProblemKind.WRONG_NEWEST: (
        "文件 {} 未指向最新版本；修复时改正。",
        "Document {} doesn't point at its newest version; repair corrects it.",
    ),
    ProblemKind.NOT_QUEUED: (
        "文件 {} 已读取，但没有等待编入索引；修复时排队。",
        "Document {} was read but doesn't wait for the index; repair queues it.",
    ),
    ProblemKind.UNSETTLED: (
        "版本 {} 已处理完，导入记录却仍是进行中；修复时更正。",
        "Version {} is done, but its import item says it is under way; repair corrects it.",
    ),
    ProblemKind.NOT_SCORED: (
        "版本 {} 的条款类型未由当前编码器判定，也不在队列中；修复时排队。",
        "The tags of version {} don't rest on the installed encoder, nor does it wait for it; "
        "repair queues it.",
    ),
    ProblemKind.SCORES_GIVEN_UP: (
        "编码器多次未能读取版本 {}，条款类型仍由规则判定，原因见日志；修复时再试。",
        "The encoder failed on version {} again and again; the rules' tags stand, and the log says "
        "why. Repair lets it be tried anew.",
    ),
    ProblemKind.WAITING: (
        "{} 项变更等待编入索引；后台进程运行时会自动完成。",
        "Changes that wait for the index: {}. A running worker applies them.",
    ),
    ProblemKind.INDEX_DIFFERS: (
        "文件 {} 在索引中的条款数与数据库不同；修复时重新编入。",
        "The index holds a different number of clauses for document {}; repair indexes it again.",
    ),
    ProblemKind.INDEX_REFUSES: (
        "检索引擎拒绝了文件 {}，原因见文件页面；修复时再试。",
        "The search engine refuses document {}; its page says why. Repair tries again.",
    ),
    ProblemKind.INDEX_EXTRA: (
        "索引中有 {} 个条款不属于任何文件；修复时重建索引。",
        "The index holds {} clauses of no document; repair rebuilds it.",
    ),
    ProblemKind.INDEX_UNAVAILABLE: (
        "索引无法使用，未能核对；修复时重建索引。",
        "The index is unavailable and was not compared; repair rebuilds it.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be, and what repairs it."""

    kind: ProblemKind
    subject: str
    file_name: str = ""  # of a version whose original is wrong: it may have to be looked for

    @property
    def message_zh(self) -> str:
        """What is wrong and what is done about it, in Chinese."""
        return _MESSAGES[self.kind][0].format(self.subject, self.file_name)

    @property
    def message_en(self) -> str:
        """What is wrong and what is done about it, in English."""
        return _MESSAGES[self.kind][1].format(self.subject, self.file_name)
