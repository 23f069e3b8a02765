#!/bin/sh
# Builds .venv from the locks: "base" is what running needs, "dev" adds what developing needs.
# Does nothing when the environment already matches. Every package is checked against its hash.
set -eu
cd "$(dirname "$0")/.."

level=${1:?"usage: tools/environment.sh base|dev"}
python=${PYTHON:-python3}
stamp=.venv/klimapakt-environment

wanted() {  # what an environment of level $1 is made from, as one line
    { "$python" -VV; cat "requirements/$1.lock" requirements/uv.lock pyproject.toml; pwd; } | sha256sum | cut -d' ' -f1
}

is_built() { [ -x .venv/bin/klimapakt ] && grep -qx "$1 $(wanted "$1")" "$stamp" 2>/dev/null; }

# A dev environment holds everything of base, and is not thinned out for a demo.
if is_built "$level" || { [ "$level" = base ] && is_built dev; }; then exit 0; fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Klimapakt needs Python 3.11 or newer; $python is $("$python" -V 2>&1)." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python cannot make virtual environments here. On Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
fi

has_uv() { [ -x .venv/uv/bin/uv ] && cmp -s requirements/uv.lock .venv/uv/uv.lock; }

# pip is needed to fetch the installer; where .venv has lost it, .venv is made anew.
if [ ! -x .venv/bin/python ] || { ! has_uv && ! .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    "$python" -m venv --clear .venv
fi
rm -f "$stamp"

fetch_uv() {
    has_uv && return
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
        --upgrade --target .venv/uv -r requirements/uv.lock && cp requirements/uv.lock .venv/uv/
}

export UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV="$PWD/.venv"
if fetch_uv; then
    .venv/uv/bin/uv pip sync --quiet --require-hashes "requirements/$level.lock"
    .venv/uv/bin/uv pip install --quiet --no-build-isolation --no-deps -e .
else
    echo "The installer uv is not available here; going on with pip, which takes a minute longer." >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "requirements/$level.lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
fi
echo "$level $(wanted "$level")" >"$stamp"
