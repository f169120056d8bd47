"""What neither database takes as text."""

import re

UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # NUL and lone surrogates, from damaged files
