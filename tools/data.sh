# The site's data folder and its first files. Sourced, not run; needs messages.sh and apache.sh.
# The caller has set data, an absolute path, and worker.

# Creates what is missing of: the folder, secret_key, site.conf, logs/, template-cache/. Changes nothing that is there.
#
# A folder that root makes stays root's: the scripts' user may write in it, and read site.conf, but not change or replace
# that. What this user may do, root lets this user do, and so follows no link of theirs.
prepare_data() {
    require_reachable_parent
    if [ ! -e "$data" ]; then
        make_data_folder
    elif [ ! -d "$data" ]; then
        fail "$data is not a folder: choose another with --data."
    elif [ -z "$(ls -A "$data")" ]; then
        open_to_worker
    elif holds_no_site; then
        fail "$data holds other files and no site: choose an empty or a new folder with --data."
    fi
    as_worker test -w "$data" ||
        fail "the data folder $data belongs to $(stat -c %U "$data"), and the scripts run as $worker: 'chown -R $worker $data' fixes that."

    as_worker mkdir -p "$data/logs"
    # Raw bytes, as the Flask site has them.
    head -c 32 /dev/urandom | as_worker sh -c "$create_once" sh "$data/secret_key" 0600 ||
        fail "$data/secret_key cannot be written."
    if [ -O "$data" ]; then
        initial_settings | sh -c "$create_once" sh "$data/site.conf" "$([ "$(id -un)" = "$worker" ] && echo 0600 || echo 0640)" "$(id -g "$worker")"
    else
        initial_settings | as_worker sh -c "$create_once" sh "$data/site.conf" 0600
    fi || fail "$data/site.conf cannot be written."
    as_worker mkdir -p "$data/template-cache"
    as_worker test -s "$data/secret_key" ||
        fail "the secret key $data/secret_key is empty: remove it, and a new one is created."
}

make_data_folder() {
    local above
    above=$(existing_folder_above)
    if as_worker test -w "$above" && [ ! -k "$above" ]; then
        # Whoever may write there may put a link in the new folder's place at any time.
        as_worker mkdir -p -m 0755 "$(dirname "$data")" 2>/dev/null && as_worker mkdir -m 0700 "$data" 2>/dev/null
    else
        mkdir -p -m 0755 "$(dirname "$data")" 2>/dev/null && mkdir -m 0700 "$data" 2>/dev/null
    fi || [ -d "$data" ] || fail "the data folder $data cannot be created here."
    # Another start may have made it in the same moment, and be about to do this.
    [ "$(ls -A "$data")" ] || open_to_worker
}

# Lets the scripts' user into an empty folder of this user's own.
open_to_worker() {
    [ -O "$data" ] || return 0
    if [ "$(id -un)" = "$worker" ]; then
        chmod 0700 "$data"
    elif as_worker test ! -w "$(dirname "$data")" || [ -k "$(dirname "$data")" ]; then
        # The sticky bit: only who owns a file removes or renames it.
        chgrp "$(id -g "$worker")" "$data" && chmod 1770 "$data"
    fi || fail "the data folder $data cannot be given to $worker."
}

# Whether what lies in the folder is another program's. A start of the same moment may have begun to fill it.
holds_no_site() {
    [ ! -e "$data/site.conf" ] && [ ! -e "$data/secret_key" ] && [ ! -e "$data/app.db" ] &&
        [ "$(find "$data" -mindepth 1 -maxdepth 1 ! -name logs ! -name 'secret_key.??????' -print -quit)" ]
}

# Root may create what Apache's user then cannot reach.
require_reachable_parent() {
    local folder
    folder=$(existing_folder_above)
    as_worker test -x "$folder" ||
        fail "$worker, whom the scripts run as, cannot enter $folder: choose a data folder elsewhere with --data."
}

# The nearest folder above the data folder that there is.
existing_folder_above() {
    local folder
    folder=$(dirname "$data")
    while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
    printf '%s\n' "$folder"
}

# Writes standard input to the file $1 with mode $2 and group $3, unless there is one already. Of two that come at once, one
# wins and neither sees half a file. (A program for sh, since another user may run it.)
create_once='
    umask 077
    # Who writes must not meet a closed pipe.
    [ ! -e "$1" ] || exec cat >/dev/null
    new=$(mktemp "$1.XXXXXX") && cat >"$new" && chgrp "${3:-$(id -g)}" "$new" && chmod "$2" "$new" || exit
    ln "$new" "$1" 2>/dev/null
    rm -f "$new"
    [ -e "$1" ]
'

initial_settings() {
    local templates=$PWD/templates
    [ "$data" != "$PWD/data" ] || templates=../templates
    cat <<END
# The site's settings: KEY = value. Paths are relative to this folder.
# The environment variable SITE_KEY overrides KEY.

SECRET_KEY_FILE = secret_key
DATABASE = sqlite:///app.db
TEMPLATES = $templates
STATIC_URL = /static

# Where mail goes: into this folder, or smtp://user:password@mail.example.org:587, or sendmail:
MAIL_URL = file:mail
# Whom it comes from.
#MAIL_FROM = My Site <site@example.org>

# Who is told when mail cannot be delivered, separated by commas.
#ADMINS = you@example.org

# Shows on error pages what is in the error log. Never on a server that others reach.
#DEBUG = false
END
}

# The value of a setting in site.conf.
setting() {
    as_worker sed -n "s/^[[:blank:]]*$1[[:blank:]]*=[[:blank:]]*//p" "$data/site.conf" | tail -n 1
}

# The value of a setting in site.conf that names a path, as an absolute one.
path_setting() {
    local value
    value=$(setting "$1")
    case $value in
    '') ;;
    /*) printf '%s\n' "$value" ;;
    *) realpath -m "$data/$value" ;;
    esac
}
