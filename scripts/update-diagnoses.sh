#!/usr/bin/env bash
# Copies the table that PlayedDiagnosesTest wrote last into docs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
page=e2e/target/diagnoses.md
if [ ! -e "$page" ]; then
  echo "There is no table yet: run ./verify first." >&2
  exit 1
fi
cp "$page" docs/diagnoses.md
