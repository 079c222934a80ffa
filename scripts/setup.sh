#!/bin/sh
# Makes or refreshes .venv in the checkout: finds a Python of 3.12 or newer, installs the hashed
# requirements with uv, then this project itself, then the pages' style (scripts/frontend.sh).
# Quick and silent when nothing changed.
set -eu
cd "$(dirname "$0")/.."

extra=${1:-}                       # "spark" or "load": also what `make test-spark` or the crowd needs
fail() { echo "setup: $1" >&2; exit 2; }

suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_python() {
    [ -n "${SAFEWARD_PYTHON:-}" ] && { suitable "$SAFEWARD_PYTHON" && echo "$SAFEWARD_PYTHON"; return; }
    for name in python3.13 python3.12 python3.14 python3.15 python3 python; do
        path=$(command -v "$name" 2>/dev/null) || continue
        suitable "$path" && { echo "$path"; return; }
    done
    for folder in "${PYENV_ROOT:-$HOME/.pyenv}/versions" /opt/python /usr/local/python; do
        for path in "$folder"/3.13*/bin/python3 "$folder"/3.12*/bin/python3 "$folder"/3.*/bin/python3; do
            [ -x "$path" ] && suitable "$path" && { echo "$path"; return; }
        done
    done
}

wanted=$(cat requirements/uv.txt requirements/dev.txt pyproject.toml ${extra:+requirements/$extra.txt} scripts/setup.sh | cksum)
stamp=.venv/.installed${extra:+-$extra}
[ -x .venv/bin/safeward ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && suitable .venv/bin/python && exec scripts/frontend.sh

python=$(find_python)
[ -n "$python" ] || fail "no Python 3.12 or newer was found on the path or in pyenv's versions; install one, or name it in SAFEWARD_PYTHON."

if ! suitable .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 ||
        fail "$python cannot make a virtual environment; install its venv module (on Debian: python3-venv)."
fi
pip=".venv/bin/python -m pip --disable-pip-version-check --quiet"
$pip install --require-hashes -r requirements/uv.txt 2>.venv/setup.log ||
    { cat .venv/setup.log >&2; fail "uv could not be installed; is a package index reachable?"; }

# uv does not read pip's settings: hand it the index that pip was told to use.
index=$($pip config get global.index-url 2>/dev/null || true)
[ -n "$index" ] && export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
files="-r requirements/dev.txt"
[ -n "$extra" ] && files="$files -r requirements/$extra.txt"
# shellcheck disable=SC2086
if ! .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes $files 2>.venv/setup.log; then
    $pip install --require-hashes $files ||
        { cat .venv/setup.log >&2; fail "the packages in requirements/ could not be installed; the lines above say which."; }
fi
$pip install --no-build-isolation --no-deps --editable . ||
    fail "the project itself could not be installed into .venv."
echo "$wanted" >"$stamp"
exec scripts/frontend.sh
