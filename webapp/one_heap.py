"""One heap for all threads of a process, so that what it holds stays flat.

glibc gives each thread a heap of its own. The search engine's threads come and go with every batch,
and what is free in one heap is no use to the next thread: after some thousand files half of the
memory was such remains.
"""

import ctypes

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def share_one_heap() -> None:
    """Let the threads that this process begins share one heap: call it before there are any.

    Nothing happens where libc isn't glibc.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, 1)
