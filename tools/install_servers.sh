#!/usr/bin/env bash
# Install and start what the tests can use, and write its addresses to .servers.env.
# Safe to run again: what is installed stays, what was stopped is started. Works as root without
# systemd (containers, CI) and, through sudo, on a Debian or Ubuntu desktop.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly packages=(postgresql chromium libreoffice-writer libreoffice-calc libreoffice-impress catdoc
  fonts-noto-cjk poppler-utils)
readonly user=tiaoli password=tiaoli database=tiaoli_test # reached over the loopback address only

if ! command -v apt-get >/dev/null 2>&1; then
  cat >&2 <<'TEXT'
这里不是 Debian 系统，请自行安装 PostgreSQL、Chromium、LibreOffice、Noto CJK 字体和 poppler，然后在 .servers.env 中写明：
This is not a Debian system. Install PostgreSQL, Chromium, LibreOffice, the Noto CJK fonts and poppler by hand,
create an empty database in UTF-8, and write into .servers.env:

  TIAOLI_TEST_POSTGRESQL=postgresql+psycopg://USER:PASSWORD@127.0.0.1:5432/DATABASE
  TIAOLI_TEST_CHROMIUM=/path/to/chromium
TEXT
  exit 1
fi

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

as_postgres() { # from /, for the account may not enter the folder we are in
  (cd / && as_root runuser -u postgres -- "$@")
}

install_missing() {
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing ${missing[*]}"
  local log
  log="$(mktemp)"
  if ! { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  rm -f "$log"
}

start_postgresql() { # prints the port
  local version cluster port status
  if ! pg_lsclusters --no-header | grep -q .; then
    as_root pg_createcluster "$(ls /usr/lib/postgresql | sort -V | tail -1)" main >/dev/null
  fi
  read -r version cluster port status _ < <(pg_lsclusters --no-header)
  if [[ "$status" != online* ]]; then
    as_root pg_ctlcluster --skip-systemctl-redirect "$version" "$cluster" start >&2
  fi
  for _ in $(seq 60); do
    if as_postgres pg_isready --quiet --port "$port"; then
      echo "$port"
      return
    fi
    sleep 0.5
  done
  echo "PostgreSQL $version did not answer on port $port within 30 seconds." >&2
  exit 1
}

create_database() { # the cluster may have been made in a bare C locale, so the encoding is named
  local port="$1"
  as_postgres psql --quiet --port "$port" --set ON_ERROR_STOP=1 >/dev/null <<SQL
SELECT 'CREATE ROLE $user' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$user') \gexec
ALTER ROLE $user LOGIN CREATEDB PASSWORD '$password';
SELECT 'CREATE DATABASE $database OWNER $user ENCODING ''UTF8'' LC_COLLATE ''C.UTF-8'' LC_CTYPE ''C.UTF-8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$database') \gexec
SQL
}

install_missing
port="$(start_postgresql)"
create_database "$port"
cat >.servers.env <<ENV
TIAOLI_TEST_POSTGRESQL=postgresql+psycopg://$user:$password@127.0.0.1:$port/$database
TIAOLI_TEST_CHROMIUM=$(command -v chromium)
ENV
echo "PostgreSQL answers on port $port; Chromium and LibreOffice are installed."
