"""Why a guarded process did not come to an end with a file, as errors for people."""

from contracts.errors import ParserStopped, ReadingInterrupted


def out_of_time(seconds: float) -> ParserStopped:
    """It took more than ``seconds``."""
    return ParserStopped(
        f"读取文件超过 {seconds:g} 秒，已停止。请确认文件正常，或用原程序另存后重新上传。",
        f"Reading the file took more than {seconds:g} seconds and was stopped. "
        "Check the file, or save it again in its own program and upload that.",
    )


def out_of_memory() -> ParserStopped:
    """It took more memory than is allowed."""
    return ParserStopped(
        "读取文件所需内存超出限制，已停止。请确认文件正常，或拆分后重新上传。",
        "Reading the file took more memory than is allowed and was stopped. "
        "Check the file, or split it and upload the parts.",
    )


def died() -> ParserStopped:
    """Its process ended by itself, or was ended from outside."""
    return ParserStopped(
        "读取文件的程序意外中止。请确认文件正常，或用原程序另存后重新上传。",
        "The program that reads the file stopped unexpectedly. "
        "Check the file, or save it again in its own program and upload that.",
    )


def interrupted() -> ReadingInterrupted:
    """The program was told to stop meanwhile."""
    return ReadingInterrupted(
        "程序正在停止，文件尚未读完。已接收的文件在下次启动后自动读取；其他操作请在启动后重试。",
        "The program is being stopped, and the file was not read to its end. A file that was "
        "received is read after the next start by itself; anything else, try again then.",
    )
