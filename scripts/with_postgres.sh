#!/bin/sh
# Runs a command with a PostgreSQL of its own: a private cluster in a temporary folder, owned by
# a user who is not root, reached by a socket in that folder only, gone afterwards.
# The address is in SAFEWARD_TEST_DATABASE. Text is ordered by code point, as it must be.
set -eu

fail() { echo "postgres: $1" >&2; exit 2; }
tools=${SAFEWARD_POSTGRES_BIN:-}
if [ -z "$tools" ]; then
    for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin; do
        [ -x "$folder/initdb" ] && tools=$folder
    done
    [ -z "$tools" ] && found=$(command -v initdb) && tools=$(dirname "$found")
fi
[ -x "${tools:-}/initdb" ] ||
    fail "no PostgreSQL was found (Debian: apt-get install postgresql); or name the folder of initdb in SAFEWARD_POSTGRES_BIN."

place=$(mktemp -d "${TMPDIR:-/tmp}/safeward-pg.XXXXXX")
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    command -v runuser >/dev/null || fail "root may not run PostgreSQL and runuser is not here; run this as another user."
    id postgres >/dev/null 2>&1 && owner=postgres || owner=nobody
    chown "$owner" "$place"
    as() { runuser -u "$owner" -- "$@"; }
fi
chmod 711 "$place"
stop() {
    as "$tools/pg_ctl" --pgdata="$place/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

as env LC_ALL=C "$tools/initdb" --pgdata="$place/data" --username=safeward --auth=trust \
    --encoding=UTF8 --locale=C --no-sync >"$place/initdb.log" 2>&1 ||
    { cat "$place/initdb.log" >&2; fail "the cluster could not be made."; }
# Tests may lose what they wrote: nothing waits for the disk.
as "$tools/pg_ctl" --pgdata="$place/data" --wait --silent --log="$place/data/server.log" start \
    --options="-c listen_addresses='' -c unix_socket_directories='$place' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null ||
    { cat "$place/data/server.log" >&2; fail "the cluster did not start."; }
as "$tools/createdb" --host="$place" --username=safeward safeward

SAFEWARD_TEST_DATABASE="postgresql://safeward@/safeward?host=$place" "$@"
