#!/usr/bin/env bash
# Runs all tests on a fresh machine of this kind: what the service-backed tests need and is missing is installed from
# Debian, and started by the tests themselves, on loopback. `./test.sh quick` is the inner loop: no browser, no kills;
# `./test.sh all` kills and cuts the power more often (CONTRIBUTING.md), which takes longer.
# Other arguments go to the test runner. The last line counts: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")"
exec </dev/null # Also where the caller closed it: what is opened next would take its number.

solution=Plaza.slnx limit=25m
case "${1:-}" in
  -h | --help) sed -n '2,5s/^# //p' "$0"; exit 0 ;;
  quick) shift; projects=(--project test/Tests --filter-not-trait Speed=slow) ;;
  *) projects=(--solution "$solution")
     [ "${1:-}" != all ] || { shift; limit=3h; export PLAZA_KILLS=${PLAZA_KILLS:-200} PLAZA_CUTS=${PLAZA_CUTS:-1000}; }
     ./eng/install-test-needs || { echo "0 passed, 1 failed"; exit 1; } ;;
esac

log=$(mktemp); trap 'rm -f "$log"' EXIT
dotnet test "${projects[@]}" --timeout "$limit" "$@" 2>&1 | tee "$log"
status=$?
sum() { awk -v what="^  ($1): [0-9]+$" '$0 ~ what { n += $2 } END { print n + 0 }' "$log"; }
passed=$(sum succeeded) failed=$(sum 'failed|error')
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || { status=$((status ? status : 1)); [ "$failed" -gt 0 ] || failed=1; }
grep "^failed " "$log" | sort -u
echo "$passed passed, $failed failed"
exit "$status"
