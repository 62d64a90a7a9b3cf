#!/usr/bin/env bash
# Copies the pictures that WalkthroughTest took last into docs/images.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
shots=e2e/target/screenshots
if ! compgen -G "$shots/walkthrough-*.png" >/dev/null; then
  echo "There are no pictures yet: run ./verify first." >&2
  exit 1
fi
mkdir -p docs/images
rm -f docs/images/walkthrough-*.png
cp "$shots"/walkthrough-*.png docs/images/
cp "$shots"/walkthrough-11-active.png docs/images/account.png
