# PostgreSQL, with a database for the tests; sourced by tools/install_servers.sh.

readonly user=tiaoli password=tiaoli database=tiaoli_test # reached over the loopback address only

as_postgres() { # from /, for the account may not enter the folder we are in
  (cd / && as_root runuser -u postgres -- "$@")
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
