#!/usr/bin/env bash
# Publishes the app and puts everything a deployment needs into artifacts/release: app.zip, the compiled templates and the scripts.
# A release deploys itself, so that rolling back needs nothing but the older release. Run `dotnet build infra` first.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v zip >/dev/null || { echo "package.sh needs the program zip." >&2; exit 2; }
[[ -f artifacts/infra/main.json ]] || { echo "artifacts/infra/main.json is missing: run 'dotnet build infra' first." >&2; exit 2; }

rm -rf artifacts/app artifacts/release
dotnet publish src/FunctionsSync.App -c Release -r linux-x64 --self-contained false -o artifacts/app

# What the Functions host looks for first; without one of them it starts and finds no functions.
for file in host.json functions.metadata worker.config.json sync.json; do
  [[ -f artifacts/app/$file ]] || { echo "The published app lacks $file." >&2; exit 1; }
done
if [[ -e artifacts/app/local.settings.json ]]; then
  echo "The published app holds local.settings.json, which may hold secrets." >&2
  exit 1
fi

mkdir -p artifacts/release
(cd artifacts/app && zip -qr ../release/app.zip .)
cp artifacts/infra/*.json infra/deploy.sh infra/smoke.sh artifacts/release/
ls -l artifacts/release
