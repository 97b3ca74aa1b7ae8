# The site's data folder and its first files. Sourced, not run; needs messages.sh and apache.sh.
# The caller has set data, an absolute path, and worker.

# Creates what is missing of: the folder (0700), secret_key (0600), site.conf, logs/, template-cache/. Changes nothing that
# is there.
prepare_data() {
    require_reachable_parent
    if [ ! -e "$data" ]; then
        mkdir -p -m 0755 "$(dirname "$data")" 2>/dev/null && mkdir -m 0700 "$data" 2>/dev/null ||
            [ -d "$data" ] || fail "the data folder $data cannot be created here."
        take_over_data
    elif [ ! -d "$data" ]; then
        fail "$data is not a folder: choose another with --data."
    elif [ -z "$(ls -A "$data")" ]; then
        take_over_data
    elif holds_no_site; then
        fail "$data holds other files and no site: choose an empty or a new folder with --data."
    fi
    [ "$(stat -c %U "$data")" = "$worker" ] ||
        fail "the data folder $data belongs to $(stat -c %U "$data"), and the scripts run as $worker: 'chown -R $worker $data' mends that."

    as_worker mkdir -p "$data/logs"
    # Raw bytes, as the Flask site has them.
    head -c 32 /dev/urandom | create_once "$data/secret_key"
    initial_settings | create_once "$data/site.conf"
    as_worker mkdir -p "$data/template-cache"
    [ -s "$data/secret_key" ] || fail "the secret key $data/secret_key is empty: remove it, and a new one is created."
}

# Whether what lies in the folder is another program's. A start of the same moment may have begun to fill it.
holds_no_site() {
    [ ! -e "$data/site.conf" ] && [ ! -e "$data/secret_key" ] && [ ! -e "$data/app.db" ] &&
        [ "$(find "$data" -mindepth 1 -maxdepth 1 ! -name logs ! -name 'secret_key.??????' -print -quit)" ]
}

take_over_data() {
    chmod 0700 "$data" && chown "$worker:$(id -g "$worker")" "$data" ||
        fail "the data folder $data cannot be given to $worker."
}

# Root may create what Apache's user then cannot reach.
require_reachable_parent() {
    local folder=$data
    while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
    [ "$folder" = "$data" ] && folder=$(dirname "$data")
    as_worker test -x "$folder" ||
        fail "$worker, whom the scripts run as, cannot enter $folder: choose a data folder elsewhere with --data."
}

# Writes standard input to a file of the worker's that nobody else can read, unless there is one already. Of two that
# come at once, one wins and neither sees half a file.
create_once() {
    as_worker sh -c '
        umask 077
        # Who writes must not meet a closed pipe.
        [ ! -e "$1" ] || exec cat >/dev/null
        new=$(mktemp "$1.XXXXXX") && cat >"$new" || exit
        ln "$new" "$1" 2>/dev/null
        rm -f "$new"
        [ -e "$1" ]
    ' sh "$1" || fail "$1 cannot be written."
}

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
    sed -n "s/^[[:blank:]]*$1[[:blank:]]*=[[:blank:]]*//p" "$data/site.conf" | tail -n 1
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
