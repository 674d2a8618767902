#!/usr/bin/env bash
# Runs the tests; installs missing needs of the tests from Debian, whose services the tests start themselves, on loopback. Publishes
# the server first: the tests start the published program, which needs half of the processor time that the build output needs.
# `./test.sh quick` is the inner loop: no browser, no kills. `./test.sh all` adds the longest tests, more kills and more power cuts (CONTRIBUTING.md).
# All but `quick` run tests that use the database a second time, on PostgreSQL: a choice of them, or each with `all`. Other arguments are passed to
# the test runner. At the end come the minutes that the tests of each group took, several at a time, and a summary: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")"
exec </dev/null # Also where the caller closed it: what is opened next would take its number.

solution=Plaza.slnx limit=25m
# The namespaces whose tests use the database.
on_postgres=(Data Api Web OAuth Security Posts Timelines Tasks Statistics Mail Queries Replaying Plans Program.DatabaseSetting Program.Node Program.Verb Program.Cluster Program.Deploy.TryCluster)
# What CI runs of them: not mail servers, texts, cookies, headers and rate limits, which have no SQL of their own, nor what takes minutes.
chosen=(Data Api Web OAuth Timelines Tasks Statistics Plans Posts.Erasure Queries.AudienceForms Queries.CacheInvalidation
  Security.CallerLookup Security.Count Security.Revoked Security.Secret Replaying.PostgresReplay Program.DatabaseSetting Program.Node Program.Cluster Program.Deploy.TryCluster)
case "${1:-}" in
  -h | --help) sed -n '2,7s/^# //p' "$0"; exit 0 ;;
  quick) shift; projects=(--project test/Tests --filter-not-trait Speed=slow Speed=longest Database=Postgres) ;;
  *) projects=(--solution "$solution" --filter-not-trait Database=Postgres) postgres=(--filter-not-trait Database=Sqlite)
     if [ "${1:-}" = all ]; then
       shift; limit=3h; export PLAZA_KILLS=${PLAZA_KILLS:-200} PLAZA_CUTS=${PLAZA_CUTS:-1000}
     else
       projects+=(Speed=longest) postgres+=(Speed=longest) on_postgres=("${chosen[@]}")
     fi
     on_postgres=("${on_postgres[@]/#/Plaza.Tests.}")
     postgres+=(--filter-class "${on_postgres[@]/%/*}")
     ./eng/install-test-needs || { echo "0 passed, 1 failed"; exit 1; }
     export PLAZA_PROGRAM=$PWD/artifacts/published/plaza
     dotnet publish src/Server -o artifacts/published -p:RestoreLockedMode=true -v q --nologo || { echo "0 passed, 1 failed"; exit 1; } ;;
esac

results=$(mktemp -d); trap 'rm -rf "$results"' EXIT
log=$results/log
run() { # DATABASE COMMAND...
  local began=$SECONDS
  "${@:2}" --timeout "$limit" --report-xunit --results-directory "$results/$1" 2>&1 | tee -a "$log"
  local code=$?
  status=$((status ? status : code))
  minutes+="$(group_minutes "$results/$1" | awk -v what="$1" -v took=$((SECONDS - began)) \
    '{ groups = groups " · " $1 " " $2 } END { printf "Minutes on %s: %.1f%s", what, took / 60, groups }')"$'\n'
}
group_minutes() { # FOLDER: the sum over the tests of each namespace, the greatest first
  cat "$1"/*.xunit 2>/dev/null | grep -o '<test [^>]*>' | sed -En 's/.* time="([0-9.]+)".* type="Plaza\.(Tests\.)?(\w+).*/\3 \1/p' \
    | awk '{ sum[$1] += $2 } END { for (group in sum) printf "%s %.1f\n", group, sum[group] / 60 }' | sort -k2 -rn
}
status=0 minutes=
run SQLite dotnet test "${projects[@]}" "$@"
if [ -n "${postgres:-}" ] && [ $# = 0 ]; then
  run PostgreSQL eng/with-postgres dotnet test --no-build --project test/Tests "${postgres[@]}"
fi
sum() { awk -v what="^  ($1): [0-9]+$" '$0 ~ what { n += $2 } END { print n + 0 }' "$log"; }
passed=$(sum succeeded) failed=$(sum 'failed|error')
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || { status=$((status ? status : 1)); [ "$failed" -gt 0 ] || failed=1; }
grep "^failed " "$log" | sort -u
printf %s "$minutes"
echo "$passed passed, $failed failed"
exit "$status"
