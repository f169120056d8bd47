"""What Python's zipfile raises on a damaged archive, by the place where the damage sits."""

import lzma
import struct
import zipfile
import zlib

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a method or version that no archive of ours has
    RuntimeError,  # a flag says that the entry wants a password
)
