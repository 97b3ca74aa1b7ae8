# Starts and stops the mail worker. Sourced, not run; needs apache.sh and data.sh.
# The caller sets port, data, runtime and served_templates, and worker, the user that runs the scripts.

# Starts the worker as a child in its own process group: Ctrl-C goes to this command. The worker also ends if this command is
# killed. It prints the links of the emails that it delivers, for trying out the site.
start_mail_worker() {
    mail_id=
    [ "$(setting MAIL_URL)" ] || return 0
    local sitectl=$PWD/out/bin/sitectl as_user=() settings=("SITE_CONFIG=$data/site.conf")
    local parent=$BASHPID
    if [ ! -x "$sitectl" ]; then
        echo "Mail stays in its queue: out/bin/sitectl, which delivers it, does not exist."
        return
    fi
    if ! as_worker test -x "$sitectl"; then
        if [ -L "$sitectl" ]; then
            echo "Mail stays in its queue: $sitectl is a link that $worker cannot follow."
            return
        fi
        cp "$sitectl" "$runtime/sitectl" && sitectl=$runtime/sitectl
        chmod 0755 "$sitectl"
    fi
    [ ! "$served_templates" ] || settings+=("SITE_TEMPLATES=$served_templates")
    [ "$(setting URL)" ] || settings+=("SITE_URL=http://127.0.0.1:$port")
    [ "$(id -un)" = "$worker" ] ||
        as_user=(setpriv "--reuid=$worker" "--regid=$(id -g "$worker")" --init-groups --)
    set -m
    # This command may have been killed before the worker asked to be notified of that.
    "${as_user[@]}" setpriv --pdeathsig TERM -- sh -c '[ "$PPID" = "$1" ] || exit; shift; exec env "$@"' sh "$parent" \
        "${settings[@]}" "$sitectl" mail work --links </dev/null {lock}>&- &
    mail_id=$!
    set +m
}

stop_mail_worker() {
    [ "$mail_id" ] || return 0
    kill -TERM "$mail_id" 2>/dev/null || true
    while kill -0 "$mail_id" 2>/dev/null; do wait "$mail_id" || true; done
}
