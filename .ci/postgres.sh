#!/usr/bin/env bash
# A throw-away PostgreSQL for tests. Either source it:
#   source .ci/postgres.sh; postgres_start; npx vitest run …; postgres_stop
# or let it run one command with TEST_DATABASE_URL set:
#   .ci/postgres.sh npx vitest run src/storage
# Without a command it starts the server, prints `export TEST_DATABASE_URL=…` and stops on Ctrl-C.
# As root it runs the server as the user postgres, because PostgreSQL refuses to run as root.

postgres_find_bin() {
  local directory
  if [ -n "${POSTGRES_BIN:-}" ]; then echo "$POSTGRES_BIN"; return; fi
  directory=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$directory" ] && command -v initdb >/dev/null; then directory=$(dirname "$(command -v initdb)"); fi
  if [ -z "$directory" ]; then echo "no PostgreSQL server found; set POSTGRES_BIN to the folder of initdb" >&2; return 1; fi
  echo "$directory"
}

postgres_run() {
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

postgres_free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

postgres_start() {
  local bin port
  bin=$(postgres_find_bin) || return 1
  port=$(postgres_free_port) || return 1
  POSTGRES_DIR=$(mktemp -d "${TMPDIR:-/tmp}/casebound-postgres-XXXXXX") || return 1
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$POSTGRES_DIR"; fi
  postgres_run "$bin/initdb" -D "$POSTGRES_DIR/data" -U postgres -A trust -E UTF8 --locale=C >"$POSTGRES_DIR.log" 2>&1 \
    && postgres_run "$bin/pg_ctl" -D "$POSTGRES_DIR/data" -w -t 60 -l "$POSTGRES_DIR/server.log" \
      -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$POSTGRES_DIR" start >>"$POSTGRES_DIR.log" 2>&1 \
    || { cat "$POSTGRES_DIR.log" "$POSTGRES_DIR/server.log" >&2; postgres_stop; return 1; }
  export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
}

postgres_stop() {
  [ -n "${POSTGRES_DIR:-}" ] || return 0
  postgres_run "$(postgres_find_bin)/pg_ctl" -D "$POSTGRES_DIR/data" -m immediate -w stop >/dev/null 2>&1
  rm -rf "$POSTGRES_DIR" "$POSTGRES_DIR.log"
  unset POSTGRES_DIR TEST_DATABASE_URL
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -u
  trap postgres_stop EXIT
  trap 'exit 130' INT TERM
  postgres_start || exit 1
  if [ "$#" -gt 0 ]; then "$@"; exit; fi
  echo "export TEST_DATABASE_URL=$TEST_DATABASE_URL"
  while true; do sleep 3600 & wait $!; done
fi
