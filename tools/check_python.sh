#!/bin/sh
# Say plainly what is missing before a virtual environment is made: a Python >= 3.11 with venv.
set -eu

python="${1:-python3}"

if ! command -v "$python" >/dev/null 2>&1; then
  echo "没有找到 $python。请安装 Python 3.11 或更新版本，或指定：make PYTHON=/path/to/python3.12 install" >&2
  echo "$python was not found. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.12 install" >&2
  exit 1
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  version="$("$python" -c 'import platform; print(platform.python_version())')"
  echo "$python 是 $version，需要 3.11 或更新版本。可以指定：make PYTHON=/path/to/python3.12 install" >&2
  echo "$python is $version; 3.11 or newer is needed. You can name one: make PYTHON=/path/to/python3.12 install" >&2
  exit 1
fi

# Debian and Ubuntu keep the module that puts pip into a virtual environment in its own package.
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
  package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  echo "$python 缺少 venv。在 Debian 或 Ubuntu 上请运行：sudo apt install python3-venv（或 $package）" >&2
  echo "$python lacks venv. On Debian or Ubuntu run: sudo apt install python3-venv (or $package)" >&2
  exit 1
fi
