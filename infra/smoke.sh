#!/usr/bin/env bash
# Asks an app for its health until it says 200, for five minutes: smoke.sh <address of /api/health>
set -euo pipefail

address=${1:?the address of /api/health}
deadline=$((SECONDS + ${SMOKE_SECONDS:-300}))

while true; do
  status=$(curl --silent --output /dev/null --max-time 30 --write-out '%{http_code}' "$address" || true)
  if [[ $status == 200 ]]; then
    echo "$address answered 200."
    exit 0
  fi
  if ((SECONDS >= deadline)); then
    echo "$address still answers $status; 000 means it did not answer at all." >&2
    exit 1
  fi
  sleep 5
done
