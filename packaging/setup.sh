#!/bin/sh
# Makes this checkout ready: system packages where they are missing, then .venv with `danvan` and
# `danvan-desktop`.  Usage: sh packaging/setup.sh [run|dev|full]
# dev adds what the tests need, full what the slow ones need too: a screen reader, Unikey, a print server.
#
# Nothing is done when all is there. apt is used as root or with passwordless sudo only; otherwise
# the one command to type is printed and the script ends with 1.
# PYTHON=/path/to/python3.x chooses another interpreter.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-run}
case $mode in run | dev | full) ;; *) echo "usage: $0 [run|dev|full]" >&2; exit 2 ;; esac
stamp=.venv/danvan-setup

# One line a need; "a|b" means either, the names differ between Debian and Ubuntu releases.
run_packages="
libglib2.0-0|libglib2.0-0t64 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0
libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0
libxcb-xkb1 libxkbcommon-x11-0 libwayland-cursor0 libwayland-egl1 fonts-liberation2|fonts-liberation fonts-noto-core"
dev_packages="age minisign unzip poppler-utils xvfb xauth sane-utils"
full_packages="openbox xdotool dbus at-spi2-core python3-pyatspi ibus ibus-unikey libglib2.0-bin dconf-gsettings-backend
dconf-service imagemagick cups cups-client cups-filters"

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# --- Python -----------------------------------------------------------------------------------

good_python() {  # is $1 a Python of at least 3.11 that can make an environment with pip in it?
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11)); ' 2>/dev/null &&
        "$1" -c 'import venv, ensurepip' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        good_python "$PYTHON" && command -v "$PYTHON"
        return
    fi
    for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.14; do
        if good_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# --- system packages --------------------------------------------------------------------------

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] || return 1
    # Version 1 of Liberation lacks most Vietnamese letters.
    [ "$1" != fonts-liberation ] ||
        dpkg --compare-versions "$(dpkg-query -W -f '${Version}' fonts-liberation)" ge 1:2
}

any_installed() {
    for one in $(printf '%s' "$1" | tr '|' ' '); do
        installed "$one" && return 0
    done
    return 1
}

missing_packages() {  # the needs that no installed package meets, still written "a|b"
    needs=$run_packages
    [ "$mode" = run ] || needs="$needs $dev_packages"
    [ "$mode" != full ] || needs="$needs $full_packages"
    for need in $needs; do
        any_installed "$need" || printf '%s ' "$need"
    done
    find_python >/dev/null || printf 'python3-venv '
}

apt_name() {  # of "a|b" the first that apt can install here; the first one if apt knows none yet
    for one in $(printf '%s' "$1" | tr '|' ' '); do
        if apt-cache policy "$one" 2>/dev/null | grep -q 'Candidate: [^(]'; then
            printf '%s' "$one"
            return
        fi
    done
    printf '%s' "${1%%|*}"
}

apt_names() {
    for need in "$@"; do
        printf '%s ' "$(apt_name "$need")"
    done
}

system_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        find_python >/dev/null || stop "Python 3.11 or newer with venv is needed; please install it."
        say "Not Debian or Ubuntu: Qt's libraries and the Liberation 2 and Noto fonts are taken to be there."
        return
    fi
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        # shellcheck disable=SC2086  # a list of names
        stop "Máy còn thiếu một số gói. Xin chạy lệnh này một lần, rồi chạy lại:
(Some system packages are missing. Run this once, then run again:)

    sudo apt-get update && sudo apt-get install -y --no-install-recommends $(apt_names $missing)
"
    fi
    say "Installing system packages: $missing"
    # A stale list of some third source must not stop us: the install itself tells what is wrong.
    $as_root apt-get update -q || say "(apt-get update was not complete)"
    # shellcheck disable=SC2046,SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $(apt_names $missing) </dev/null
    left=$(missing_packages)
    [ -z "$left" ] || stop "Still missing after apt: $left"
}

# --- the environment --------------------------------------------------------------------------

wanted_key() {  # changes when the needs, this script or the place of the checkout change
    { cat pyproject.toml packaging/setup.sh; pwd; } | sha256sum | cut -d' ' -f1
}

environment_ready() {
    [ -x .venv/bin/danvan ] && .venv/bin/python -c '' 2>/dev/null || return 1
    grep -qx "dev $1" "$stamp" 2>/dev/null && return 0
    [ "$mode" = run ] && grep -qx "run $1" "$stamp" 2>/dev/null
}

environment_usable() {  # worth keeping: runs, is new enough and has not been moved from elsewhere
    .venv/bin/python -c '
import pathlib, sys
sys.exit(sys.version_info < (3, 11) or pathlib.Path(sys.prefix).resolve() != pathlib.Path(".venv").resolve())
' 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1 &&
        { [ ! -f .venv/bin/danvan ] || grep -q "$(pwd)/.venv/bin" .venv/bin/danvan; }
}

dev_requirements() {  # the dependency group "dev"; pip itself learned --group only in 25.1
    .venv/bin/python -c '
import pathlib, tomllib
for line in tomllib.loads(pathlib.Path("pyproject.toml").read_text("utf-8"))["dependency-groups"]["dev"]:
    print(line)
'
}

environment() {
    key=$(wanted_key)
    environment_ready "$key" && return 0
    if ! environment_usable; then
        python=$(find_python) || stop "No Python of at least 3.11 with venv was found${PYTHON:+ at $PYTHON}."
        say "Making .venv with $python ($("$python" -c 'import platform; print(platform.python_version())'))"
        "$python" -m venv --clear .venv
    fi
    say "Installing danvan-desktop and what it needs into .venv ($mode)"
    if [ "$mode" != run ]; then
        dev_requirements >.venv/dev-requirements.txt
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
            -e . -r .venv/dev-requirements.txt
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -e .
    fi
    .venv/bin/python packaging/catalogue.py compile
    case $mode in run) printf 'run %s\n' "$key" ;; *) printf 'dev %s\n' "$key" ;; esac >"$stamp"
    say "Ready: .venv/bin/danvan"
}

system_packages
environment
