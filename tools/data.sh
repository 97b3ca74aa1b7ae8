# Creates the site's data folder and its first files. Sourced, not run; needs messages.sh and apache.sh.
# The caller sets data, an absolute path, and worker.

# Creates the folder, secret_key, site.conf, logs/ and template-cache/ if they are missing. Changes nothing that exists.
#
# A folder created by root continues to belong to root: the scripts' user may create files in it and read site.conf, but not
# change or replace it. Root runs commands that this user could run as this user, and so never follows a link of theirs.
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
    # Raw bytes, like Flask's secret key.
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
        # Anybody who can write there could replace the new folder with a link at any time.
        as_worker mkdir -p -m 0755 "$(dirname "$data")" 2>/dev/null && as_worker mkdir -m 0700 "$data" 2>/dev/null
    else
        mkdir -p -m 0755 "$(dirname "$data")" 2>/dev/null && mkdir -m 0700 "$data" 2>/dev/null
    fi || [ -d "$data" ] || fail "the data folder $data cannot be created here."
    # Another start may have created it at the same moment, and be about to do this.
    [ "$(ls -A "$data")" ] || open_to_worker
}

# Gives the scripts' user access to an empty folder that belongs to the current user.
open_to_worker() {
    [ -O "$data" ] || return 0
    if [ "$(id -un)" = "$worker" ]; then
        chmod 0700 "$data"
    elif as_worker test ! -w "$(dirname "$data")" || [ -k "$(dirname "$data")" ]; then
        # The sticky bit: only the owner of a file can delete or rename it.
        chgrp "$(id -g "$worker")" "$data" && chmod 1770 "$data"
    fi || fail "the data folder $data cannot be given to $worker."
}

# Whether the folder contains files of another program. Another start may have begun to fill it at the same moment.
holds_no_site() {
    [ ! -e "$data/site.conf" ] && [ ! -e "$data/secret_key" ] && [ ! -e "$data/app.db" ] &&
        [ "$(find "$data" -mindepth 1 -maxdepth 1 ! -name logs ! -name 'secret_key.??????' -print -quit)" ]
}

# Checks that Apache's user can reach the folder, since root can create it anywhere.
require_reachable_parent() {
    local folder
    folder=$(existing_folder_above)
    as_worker test -x "$folder" ||
        fail "$worker, whom the scripts run as, cannot enter $folder: choose a data folder elsewhere with --data."
}

# Prints the nearest existing folder above the data folder.
existing_folder_above() {
    local folder
    folder=$(dirname "$data")
    while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
    printf '%s\n' "$folder"
}

# Writes standard input to the file $1 with mode $2 and group $3, unless the file exists. If two run at the same time, one
# wins, and neither sees half a file. (A program for sh, because another user may run it.)
create_once='
    umask 077
    # So that the writer does not get SIGPIPE.
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
# The site's settings: NAME = value. Paths are relative to this folder.
# The environment variable SITE_X overrides the setting X.

SECRET_KEY_FILE = secret_key
DATABASE = sqlite:///app.db
TEMPLATES = $templates
STATIC_URL = /static

# The mail server: this folder, or smtp://user:password@mail.example.org:587, or sendmail:
MAIL_URL = file:mail
# The From address.
#MAIL_FROM = My Site <site@example.org>

# Who is notified of failed emails and failed pages: email addresses, separated by commas.
#ADMINS = you@example.org

# Shows the error log's message on error pages. Never enable this on a public server.
#DEBUG = false
END
}

# Prints the value of a setting in site.conf.
setting() {
    as_worker sed -n "s/^[[:blank:]]*$1[[:blank:]]*=[[:blank:]]*//p" "$data/site.conf" | tail -n 1
}

# Prints the value of a setting in site.conf that is a path, as an absolute path.
path_setting() {
    local value
    value=$(setting "$1")
    case $value in
    '') ;;
    /*) printf '%s\n' "$value" ;;
    *) realpath -m "$data/$value" ;;
    esac
}
