#!/usr/bin/env bash
# count-tests.sh FOLDER...: sums up Surefire's XML reports. Names every test that failed or was
# skipped, then says "N passed, N failed, N skipped" on a line of its own. Exit code 0 only if tests
# ran, all of them passed, and none was skipped.
set -uo pipefail

reports=()
for folder in "$@"; do
  for report in "$folder"/TEST-*.xml; do
    [ -f "$report" ] && reports+=("$report")
  done
done

awk '
  function attribute(name,   at) {
    if (!match($0, "[ \t]" name "=\"[^\"]*\"")) return ""
    at = RSTART + length(name) + 3
    return substr($0, at, RLENGTH - length(name) - 4)
  }
  /<testsuite / {
    tests += attribute("tests")
    failed += attribute("failures") + attribute("errors")
    skipped += attribute("skipped")
  }
  /<testcase / { current = attribute("classname") " " attribute("name") }
  /<(failure|error)[ >\/]/ { print "FAILED  " current }
  /<skipped[ >\/]/ { print "SKIPPED " current }
  END {
    printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped
    exit (tests > 0 && failed == 0 && skipped == 0) ? 0 : 1
  }
' "${reports[@]:-/dev/null}"
