#!/usr/bin/env bash
# PostgreSQL 15 (Debian 12): SELECT … FOR UPDATE that waited returns a new row beside old subqueries
#
# A writer locks a row that orders all writers, and asks in the same statement for rows of another table, such as who
# may write now. READ COMMITTED is said to see what was committed before the statement, so one would expect both to
# be from before the wait; or, as the locked row is read again after the wait, both from after it. The locked row
# is the new one, and the subquery still reads with the snapshot from before the wait: the two were never together in
# the database. A statement of its own after the lock sees both as committed.
#
# Output seen (the version's last number moves with Debian's updates):
#   PostgreSQL 15.20 (Debian 15.20-0+deb12u1)
#   one statement: sequence 2, members 0
#   lock, then read: sequence 3, members 2
set -euo pipefail
tmp=$(mktemp -d); cd "$tmp"
chmod 755 "$tmp"
apt-get download -q postgresql-15 postgresql-client-15 libpq5 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
bin=$tmp/usr/lib/postgresql/15/bin
export LD_LIBRARY_PATH=$(echo "$tmp"/usr/lib/*-linux-gnu)
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
mkdir db sock; [ "$(id -u)" != 0 ] || chown 65534:65534 db sock
trap 'as "$bin/pg_ctl" -D "$tmp/db" -m immediate stop >/dev/null 2>&1 || true; cd /; rm -rf "$tmp"' EXIT
as "$bin/initdb" -D "$tmp/db" -L "$tmp/usr/share/postgresql/15" -U me -A trust --no-sync --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$tmp/db" -w -o "-c listen_addresses= -k $tmp/sock -c fsync=off" -l "$tmp/sock/log" start >/dev/null
sql() { "$bin/psql" -XqAt -F' ' -h "$tmp/sock" -U me -d postgres "$@"; }
sql -c 'select (regexp_match(version(), $$PostgreSQL [^)]*\)$$))[1]'
sql -c 'create table head (sequence int); create table members (id int); insert into head values (1)'

# One session changes both and holds its lock until the other waits for it.
change() { # the id of a new member
  sql <<X
begin;
update head set sequence = sequence + 1;
insert into members values ($1);
do \$\$ begin
  while not exists (select 1 from pg_stat_activity where wait_event_type = 'Lock') loop
    perform pg_sleep(0.05); perform pg_stat_clear_snapshot();
  end loop;
end \$\$;
commit;
X
}
locked() { until [ "$(sql -c "select count(*) from pg_locks where relation = 'members'::regclass and mode = 'RowExclusiveLock'")" -gt 0 ]; do sleep 0.1; done; }

change 1 & locked
one=$(sql -c 'select sequence, (select count(*) from members) from head for update'); wait
change 2 & locked
two=$(sql -c 'begin; select from head for update; select sequence, (select count(*) from members) from head; commit' | tail -1); wait
seen=$(printf 'one statement: sequence %s, members %s\nlock, then read: sequence %s, members %s' $one $two)
echo "$seen"
[ "$seen" = "one statement: sequence 2, members 0
lock, then read: sequence 3, members 2" ]
