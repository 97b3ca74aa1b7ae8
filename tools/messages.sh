# Messages and small helpers shared by all commands. Sourced, not run.

# Ends the command with an error message.
fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Ends the command because of a wrong option.
misuse() {
    printf '%s: %s  See %s --help.\n' "${0##*/}" "$1" "$0" >&2
    exit 2
}

# Prints the comment at the top of the command: its help text.
print_help() {
    sed -n '2,/^$/ s/^# \{0,1\}//p' "$0"
}

# Seconds since an earlier $EPOCHREALTIME, with one decimal.
seconds_since() {
    local start=${1/[.,]/} now=${EPOCHREALTIME/[.,]/}
    local tenths=$(((now - start) / 100000))
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}
