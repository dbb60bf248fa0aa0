#!/usr/bin/env bash
# What action.yml runs: ambit check, with its result beside the lines of the pull request, in the job's summary and as SARIF.
set -euo pipefail

arguments=(check --format github)
base="${AMBIT_BASE:-}"
# A push names the commit that was there before it; zeros where there was none.
if [ -z "$base" ] && [[ ! "${AMBIT_BEFORE:-}" =~ ^0*$ ]]; then
  base="$AMBIT_BEFORE"
  # After a forced push it is in no branch any more. Where it can't be had, the check says so and fails.
  git cat-file -e "$base^{commit}" 2>/dev/null || git fetch --quiet --no-tags origin -- "$base" || true
fi
if [ -n "$base" ]; then
  arguments+=("--base=$base")
else
  echo "::warning title=No base::Nothing says what was there before: no change is judged, and approvals are proven by the policy's own keys. Name it with the input base."
fi
if [ "${AMBIT_FIRST:-false}" = true ]; then arguments+=(--first); fi
if [ "${AMBIT_CHANGE_ENVIRONMENTS:-false}" = true ]; then arguments+=(--change-environments); fi
if [ -n "${AMBIT_CLIENT:-}" ]; then arguments+=("--client=$AMBIT_CLIENT"); fi
if [ "${AMBIT_STRICT:-false}" = true ]; then arguments+=(--strict); fi
if [ -n "${AMBIT_SARIF:-}" ]; then arguments+=("--report=sarif=$AMBIT_SARIF"); fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then arguments+=("--report=markdown=$GITHUB_STEP_SUMMARY"); fi
if [ -n "${AMBIT_RECORD:-}" ]; then arguments+=("--record=$AMBIT_RECORD"); fi
while IFS= read -r path; do
  if [ -n "$path" ]; then arguments+=("--scan=$path"); fi
done <<< "${AMBIT_SCAN:-}"
# Behind --, for a folder's name that looks like an option is a name.
if [ -n "${AMBIT_POLICY:-}" ]; then arguments+=(-- "$AMBIT_POLICY"); fi

# In a folder of its own: what the change has in .npmrc or node_modules is not to say what is run.
tools="$(mktemp -d)"
(cd "$tools" && npm install --silent --no-save "ambit@${AMBIT_VERSION:-latest}")
exec "$tools/node_modules/.bin/ambit" "${arguments[@]}"
