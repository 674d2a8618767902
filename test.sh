#!/usr/bin/env bash
# Runs the tests; installs missing needs of the tests from Debian, whose services the tests start themselves, on loopback. Publishes
# the server first: the tests start the published program, which needs half of the processor time that the build output needs.
# `./test.sh quick` is the inner loop: no browser, no kills. `./test.sh all` adds the longest tests, more kills and more power cuts (CONTRIBUTING.md).
# All but `quick` run the tests of Data a second time, on PostgreSQL. Other arguments are passed to the test runner. The last line is a summary: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")"
exec </dev/null # Also where the caller closed it: what is opened next would take its number.

solution=Plaza.slnx limit=25m
case "${1:-}" in
  -h | --help) sed -n '2,6s/^# //p' "$0"; exit 0 ;;
  quick) shift; projects=(--project test/Tests --filter-not-trait Speed=slow Speed=longest Database=Postgres) ;;
  *) projects=(--solution "$solution" --filter-not-trait Database=Postgres) postgres=yes
     if [ "${1:-}" = all ]; then
       shift; limit=3h; export PLAZA_KILLS=${PLAZA_KILLS:-200} PLAZA_CUTS=${PLAZA_CUTS:-1000}
     else
       projects+=(Speed=longest) longest=Speed=longest
     fi
     ./eng/install-test-needs || { echo "0 passed, 1 failed"; exit 1; }
     export PLAZA_PROGRAM=$PWD/artifacts/published/plaza
     dotnet publish src/Server -o artifacts/published -p:RestoreLockedMode=true -v q --nologo || { echo "0 passed, 1 failed"; exit 1; } ;;
esac

log=$(mktemp); trap 'rm -f "$log"' EXIT
dotnet test "${projects[@]}" --timeout "$limit" "$@" 2>&1 | tee "$log"
status=$?
if [ -n "${postgres:-}" ] && [ $# = 0 ]; then
  eng/with-postgres dotnet test --no-build --project test/Tests --filter-class "Plaza.Tests.Data.*" Plaza.Tests.Program.DatabaseSettingTests --filter-not-trait Database=Sqlite ${longest:-} --timeout 10m 2>&1 | tee -a "$log"
  status=$((status ? status : $?))
fi
sum() { awk -v what="^  ($1): [0-9]+$" '$0 ~ what { n += $2 } END { print n + 0 }' "$log"; }
passed=$(sum succeeded) failed=$(sum 'failed|error')
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || { status=$((status ? status : 1)); [ "$failed" -gt 0 ] || failed=1; }
grep "^failed " "$log" | sort -u
echo "$passed passed, $failed failed"
exit "$status"
