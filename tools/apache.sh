# Starts, watches and stops Apache. Sourced, not run; needs messages.sh.
# The caller sets: port, data, cgi_bin, static_files, served_templates (the copy of the templates, if one is served), extra
# (arguments for Apache), and worker, the user that runs the scripts.

# Runs a command as the user that runs the scripts.
as_worker() {
    if [ "$(id -un)" = "$worker" ]; then "$@"; else
        (cd / && setpriv --reuid="$worker" --regid="$(id -g "$worker")" --init-groups -- "$@")
    fi
}

# Whether something listens on the port.
port_answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}

# Whether a complete HTTP response arrives.
apache_answers() {
    (
        exec 3<>"/dev/tcp/127.0.0.1/$port"
        printf 'HEAD / HTTP/1.0\r\n\r\n' >&3
        read -r -t 5 line <&3 && [[ $line == HTTP/1.* ]]
    ) 2>/dev/null
}

# Creates a folder for files that last as long as the server. Its path is short, for the socket in it, and scripts can be
# executed there.
make_runtime_folder() {
    local parent probe
    for parent in /tmp /var/tmp; do
        remove_abandoned_folders "$parent"
        runtime=$(mktemp -d "$parent/cgikit-XXXXXX") || continue
        trap remove_runtime_folder EXIT
        chmod 0711 "$runtime"
        exec {lock}>"$runtime/lock.new"
        flock "$lock"
        mv "$runtime/lock.new" "$runtime/lock"
        probe=$runtime/probe
        printf '#!/bin/sh\n' >"$probe" && chmod 0755 "$probe"
        # This fails if the file system is mounted noexec.
        if as_worker test -x "$probe"; then
            rm "$probe"
            return
        fi
        remove_runtime_folder
    done
    fail "neither /tmp nor /var/tmp lets $worker execute programs."
}

# Removes what a killed command left behind: folders whose lock nobody holds.
remove_abandoned_folders() {
    local folder
    for folder in "$1"/cgikit-??????; do
        if [ -O "$folder" ] && [ ! -L "$folder" ] && [ -f "$folder/lock" ] && flock -n "$folder/lock" true; then
            rm -rf "$folder"
        fi
    done
}

remove_runtime_folder() {
    rm -rf "$runtime"
}

# Generates the static error pages. If that fails, Apache uses its own text.
make_error_pages() {
    local status page
    mkdir -m 0755 "$runtime/errors"
    for status in 400 408 414 431 505; do
        page=$runtime/errors/$status.html
        as_worker timeout 10 env REDIRECT_STATUS="$status" REQUEST_METHOD=GET SCRIPT_NAME=/error \
            "SITE_CONFIG=$data/site.conf" ${served_templates:+"SITE_TEMPLATES=$served_templates"} \
            "$cgi_bin/cgi-error" 2>/dev/null </dev/null | sed -e '1,/^\r\{0,1\}$/d' -e '/class="reference"/d' >"$page" || true
        [ -s "$page" ] || rm -f "$page"
    done
}

# Starts Apache as a child in its own process group: Ctrl-C goes to this command, which then stops Apache cleanly.
# Apache also ends if this command is killed.
start_apache() {
    local logger=/usr/bin/rotatelogs
    [ "$(id -un)" = "$worker" ] ||
        logger="/usr/bin/setpriv --reuid=$worker --regid=$(id -g "$worker") --init-groups -- $logger"
    set -m
    setpriv --pdeathsig TERM -- "$apache" -D FOREGROUND -d / -f "$PWD/apache/httpd.conf" \
        -C "Define PORT $port" \
        -C "Define ROOT \"$PWD\"" -C "Define DATA \"$data\"" -C "Define RUNTIME \"$runtime\"" \
        -C "Define CGIBIN \"$cgi_bin\"" -C "Define STATIC \"$static_files\"" -C "Define LOGGER \"$logger\"" \
        -C "Define ERROR_PAGES \"$runtime/errors\"" \
        "${extra[@]}" </dev/null 2>"$runtime/startup" {lock}>&- &
    apache_id=$!
    set +m
    stopping=
    trap 'stopping=yes; kill -TERM $apache_id 2>/dev/null || true' INT TERM HUP
}

# Returns once Apache responds; ends the command with a message if it never does.
await_apache() {
    local deadline=$((SECONDS + 30))
    until apache_answers; do
        if ! kill -0 "$apache_id" 2>/dev/null; then
            wait_for_apache
            [ ! "$stopping" ] || exit 0
            explain_early_end
        fi
        ((SECONDS < deadline)) || { stop_apache; fail "Apache does not answer on port $port."; }
        sleep 0.02
    done
}

explain_early_end() {
    if grep -q 'Address already in use' "$runtime/startup"; then
        fail "port $port is taken; choose another with --port."
    elif grep -q 'Permission denied.*could not bind\|(13)Permission denied: AH00072' "$runtime/startup"; then
        fail "port $port is only for root; choose one from 1024 on with --port."
    fi
    cat "$runtime/startup" >&2
    fail "Apache did not start."
}

stop_apache() {
    kill -TERM "$apache_id" 2>/dev/null || true
    wait_for_apache
}

# Waits until Apache and its children have ended, however often a signal interrupts the wait.
wait_for_apache() {
    while true; do
        wait "$apache_id" || true
        kill -0 "$apache_id" 2>/dev/null || break
    done
    # The loggers end when their input ends; a hanging script does not.
    local deadline=$((SECONDS + 2))
    while kill -0 -- "-$apache_id" 2>/dev/null; do
        ((SECONDS < deadline)) || kill -KILL -- "-$apache_id" 2>/dev/null || true
        sleep 0.02
    done
}
