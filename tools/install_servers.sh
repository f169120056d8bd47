#!/usr/bin/env bash
# Install and start what the tests can use, and write its addresses to .servers.env.
# Safe to run again: what is installed stays, what was stopped is started. Works as root without
# systemd (containers, CI) and, through sudo, on a Debian or Ubuntu desktop.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly packages=(postgresql chromium libreoffice-writer libreoffice-calc libreoffice-impress catdoc
  fonts-noto-cjk poppler-utils rabbitmq-server redis-server default-jre-headless)

if ! command -v apt-get >/dev/null 2>&1; then
  cat >&2 <<'TEXT'
这里不是 Debian 系统，请自行安装 PostgreSQL、Elasticsearch 8.19、RabbitMQ、Redis、Chromium、LibreOffice、Noto CJK 字体和 poppler，然后在 .servers.env 中写明：
This is not a Debian system. Install PostgreSQL, Elasticsearch 8.19, RabbitMQ, Redis, Chromium, LibreOffice,
the Noto CJK fonts and poppler by hand, create an empty database in UTF-8, and write into .servers.env:

  TIAOLI_TEST_POSTGRESQL=postgresql+psycopg://USER:PASSWORD@127.0.0.1:5432/DATABASE
  TIAOLI_TEST_RABBITMQ=amqp://guest:guest@127.0.0.1:5672//
  TIAOLI_TEST_REDIS=redis://127.0.0.1:6379/0
  TIAOLI_TEST_CHROMIUM=/path/to/chromium
  TIAOLI_TEST_ELASTICSEARCH=http://127.0.0.1:9200
  TIAOLI_TEST_ELASTICSEARCH_FOLDER=/path/to/elasticsearch-8.19.20
TEXT
  exit 1
fi

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

answers() { # whether somebody listens on a port of this machine
  (: </dev/tcp/127.0.0.1/"$1") 2>/dev/null
}

await_answer() { # name, port, seconds
  for _ in $(seq $((2 * $3))); do
    answers "$2" && return
    sleep 0.5
  done
  echo "$1 did not answer on port $2 within $3 seconds." >&2
  exit 1
}

for server in tools/servers/*.sh; do
  . "$server"
done

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

install_missing
port="$(start_postgresql)"
create_database "$port"
start_rabbitmq
start_redis
install_elasticsearch
start_elasticsearch
cat >.servers.env <<ENV
TIAOLI_TEST_POSTGRESQL=postgresql+psycopg://$user:$password@127.0.0.1:$port/$database
TIAOLI_TEST_RABBITMQ=amqp://guest:guest@127.0.0.1:$rabbitmq_port//
TIAOLI_TEST_REDIS=redis://127.0.0.1:$redis_port/0
TIAOLI_TEST_CHROMIUM=$(command -v chromium)
TIAOLI_TEST_ELASTICSEARCH=$elasticsearch_address
TIAOLI_TEST_ELASTICSEARCH_FOLDER=$elasticsearch_folder
ENV
echo "PostgreSQL answers on port $port, RabbitMQ on $rabbitmq_port, Redis on $redis_port," \
  "Elasticsearch at $elasticsearch_address; Chromium and LibreOffice are installed."
