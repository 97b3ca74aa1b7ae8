# Installs Debian packages that a command needs. Sourced, not run; needs messages.sh.

# Installs the named packages that are missing, and says so. Uses sudo only if not root.
require_packages() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    command -v apt-get >/dev/null || fail "needs ${missing[*]} (Debian's names); there is no apt-get here to install them."

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "needs ${missing[*]}: run 'apt-get install ${missing[*]}' as root first."
        as_root=(sudo)
        [ -t 0 ] || as_root+=(-n)
    fi
    echo "Installing ${missing[*]} …"
    local log
    log=$(mktemp)
    if ! apt_install >"$log" 2>&1; then
        # The usual reason is a missing or old package list.
        { "${as_root[@]}" apt-get update && apt_install; } >"$log" 2>&1 || {
            grep -E '^(E:|sudo:)' "$log" >&2 || true
            rm -f "$log"
            fail "could not install ${missing[*]}."
        }
    fi
    rm -f "$log"
}

# Uses the caller's `missing` and `as_root`.
apt_install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" </dev/null
}
