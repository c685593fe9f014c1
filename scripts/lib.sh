# Shared by the scripts beside it; sourced, never run. POSIX sh: a fresh Debian has no bash habits to lean on.

VENV=${DIANZIBAO_VENV:-.venv}
unset PYTHONDONTWRITEBYTECODE   # or each of the many children compiles all modules anew: half a second of start-up
export LANG=${LANG:-C.UTF-8} PIP_DISABLE_PIP_VERSION_CHECK=1
SYSTEM_PACKAGES="python3-venv libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 \
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
# What the tests need besides: calls written down, a file system that forgets.
TEST_PACKAGES="strace fuse3"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 3
}

find_python() {
  for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  die "需要 Python 3.11–3.13，没有找到。请先安装：apt-get install python3   (Python 3.11 to 3.13 is needed and was not found.)"
}

# The system packages that are not there yet, by Debian's own word; empty on systems without dpkg.
missing_packages() {
  command -v dpkg-query >/dev/null 2>&1 || return 0
  for package in $SYSTEM_PACKAGES; do
    # A library renamed in the 64-bit time transition (libglib2.0-0t64) counts as well.
    if ! dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q 'ok installed'; then
      # python3-venv is not needed where this Python brings ensurepip itself.
      [ "$package" = python3-venv ] && "$1" -c 'import ensurepip, venv' 2>/dev/null && continue
      printf '%s ' "$package"
    fi
  done
}

ensure_system() {
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0
  command="apt-get install -y --no-install-recommends $missing"
  [ "$(id -u)" = 0 ] || die "缺少系统软件包，请运行后再试 (system packages are missing; run this, then try again):
  sudo apt-get update && sudo $command"
  say "安装系统软件包 (installing system packages): $missing"
  # shellcheck disable=SC2086
  { apt-get -o DPkg::Lock::Timeout=300 -qq update &&
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends $missing >/dev/null; } ||
    die "系统软件包装不上，请手动运行 (could not install them; run by hand): $command"
}

ensure_venv() {
  [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c 'import pip' 2>/dev/null && return
  python=$(find_python) || exit 3
  ensure_system "$python"
  say "建立 (making) $VENV"
  "$python" -m venv --clear "$VENV"
}

# ensure_installed requirements.lock|requirements-dev.lock: installs what the lock names, once for each lock's content.
ensure_installed() {
  python=$(find_python) || exit 3
  ensure_system "$python"
  ensure_venv
  stamp="$VENV/.$1.installed"
  want=$(cat "$1" pyproject.toml | cksum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && [ -x "$VENV/bin/dianzibao" ] && return
  say "安装锁定的依赖 (installing the locked packages): $1"
  "$VENV/bin/python" -m pip install -qq --require-hashes -r "$1"
  "$VENV/bin/python" -m pip install -qq --no-deps --no-build-isolation -e .
  printf '%s' "$want" >"$stamp"
}
