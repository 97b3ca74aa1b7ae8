/// Every setting, in the order of the docs.
extension Setting {
    /// All settings, in the order of `docs/settings.md`.
    public static let all: [Setting] = [
        Setting("NAME", .text, default: "My Site", "the site's name, in titles and headings"),
        Setting(
            "URL", .origin,
            "the site's URL, for feeds, the sitemap and mail (required for mail); otherwise taken from the request"
        ),
        Setting(
            "TERMS_URL", .text, "URL of the terms of service; the registration form links to it"),
        Setting("DATABASE", .database, default: "/var/lib/cgikit/app.db", "the SQLite file"),
        Setting(
            "DATABASE_TIMEOUT", .count, default: "5",
            "seconds to wait for a locked database; then 503, and the form keeps what was typed"),
        Setting(
            "DEBUG", .flag, default: "false",
            "error pages show the error log's message; `Server-Timing` reports the number of SQL statements"),

        Setting(
            "SECRET_KEY_FILE", .path, default: "/var/lib/cgikit/secret_key",
            "file with the secret key, which signs cookies and forms; all its bytes are the key"),
        Setting("SECRET_KEY_FALLBACK_FILES", .paths, "older secret keys, still accepted"),
        Setting("SESSION_DIGEST", .choice("sha256 sha1"), default: "sha256", "`sha1` shares sessions with Flask"),
        Setting("SESSION_COOKIE_NAME", .cookieName, default: "session", "as in Flask"),
        Setting("SESSION_COOKIE_PATH", .text, default: "/", "as in Flask; default: `APPLICATION_ROOT`"),
        Setting("APPLICATION_ROOT", .text, default: "/", "as in Flask: the path of the session cookie"),
        Setting("SESSION_COOKIE_DOMAIN", .cookieDomain, "as in Flask; if not set, this host only"),
        Setting("SESSION_COOKIE_SECURE", .flag, default: "under HTTPS", "as in Flask"),
        Setting("SESSION_COOKIE_HTTPONLY", .flag, default: "true", "as in Flask"),
        Setting("SESSION_COOKIE_SAMESITE", .choice("Lax Strict None"), default: "Lax", "as in Flask"),
        Setting("SESSION_COOKIE_PARTITIONED", .flag, default: "false", "as in Flask"),
        Setting(
            "SESSION_REFRESH_EACH_REQUEST", .flag, default: "true",
            "send the cookie of a permanent session that Flask began with each response"),
        Setting(
            "PERMANENT_SESSION_LIFETIME", .count, default: "2678400",
            "seconds after which a session expires, even if it is used"),
        Setting(
            "SESSION_IDLE_SECONDS", .count, default: "0", "seconds after which an unused session expires; 0: never"),
        Setting(
            "STAY_SIGNED_IN", .flag, default: "true",
            "whether \"Stay signed in\" is checked at first: the cookie is kept when the browser is closed"),
        Setting(
            "HSTS_SECONDS", .count, default: "0",
            "under HTTPS, seconds for which browsers use only HTTPS for the site; 0: not sent"),
        Setting("WTF_CSRF_ENABLED", .flag, default: "true", "forms have a CSRF token"),
        Setting("CSRF_ENABLED", .flag, default: "true", "the same, if `WTF_CSRF_ENABLED` is not set"),
        Setting(
            "WTF_CSRF_TIME_LIMIT", .count, default: "3600", "seconds for which a form can be submitted; 0: forever"),
        Setting("WTF_CSRF_SECRET_KEY_FILE", .path, "a separate secret key for CSRF tokens"),
        Setting("SECRET_KEY", .refused("SECRET_KEY_FILE"), "Flask's: use `SECRET_KEY_FILE`"),
        Setting(
            "SECRET_KEY_FALLBACKS", .refused("SECRET_KEY_FALLBACK_FILES"),
            "Flask's: use `SECRET_KEY_FALLBACK_FILES`"),
        Setting(
            "WTF_CSRF_SECRET_KEY", .refused("WTF_CSRF_SECRET_KEY_FILE"),
            "Flask's: use `WTF_CSRF_SECRET_KEY_FILE`"),

        Setting("PASSWORD_MINIMUM", .count, default: "8", "minimum number of characters of a new password"),
        Setting(
            "PASSWORD_SCRYPT", .scryptCost, default: "131072:8:1, or an equivalent with less memory",
            "cost of a password hash: `131072:8:1` takes 128 MB; the default takes at most a sixteenth of the memory"
        ),

        Setting(
            "MODERATE_FIRST_POSTS", .count, default: "1",
            "how many of a newcomer's posts and comments need staff approval; 0: none"),
        Setting("COMMENT_EDIT_MINUTES", .count, default: "60", "how long a comment can be edited; 0: forever"),
        Setting(
            "POSTING_NEEDS_CONFIRMED_EMAIL", .flag, default: "true",
            "with `MAIL_URL`: newcomers can write only after they have confirmed their email address"),
        Setting("RENAMES_PER_HOUR", .count, default: "5", "name changes by one user; 0: no limit"),
        Setting("POSTS_PER_MINUTE", .count, default: "4", "new posts by one user; 0: no limit"),
        Setting("POSTS_PER_MINUTE_BY_ADDRESS", .count, default: "20", "new posts from one network; 0: no limit"),
        Setting("EDITS_PER_MINUTE", .count, default: "12", "edits of posts and comments by one user; 0: no limit"),
        Setting(
            "EDITS_PER_MINUTE_BY_ADDRESS", .count, default: "60",
            "edits of posts and comments from one network; 0: no limit"),
        Setting("COMMENTS_PER_MINUTE", .count, default: "6", "new comments by one user; 0: no limit"),
        Setting("COMMENTS_PER_MINUTE_BY_ADDRESS", .count, default: "30", "new comments from one network; 0: no limit"),
        Setting("REPORTS_PER_MINUTE", .count, default: "10", "reports to staff by one user; 0: no limit"),
        Setting(
            "SIGN_IN_FAILURES_PER_5_MINUTES", .count, default: "5",
            "wrong passwords for one account, or from one browser that its user has signed in with; 0: no limit"),
        Setting(
            "SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS", .count, default: "10",
            "wrong passwords from one network; 0: no limit"),
        Setting(
            "REGISTRATIONS_PER_HOUR_BY_ADDRESS", .count, default: "20", "new accounts from one network; 0: no limit"),
        Setting("REGISTRATIONS_PER_HOUR", .count, default: "200", "all new accounts; 0: no limit"),
        Setting(
            "PASSWORD_RESETS_PER_HOUR", .count, default: "3",
            "password reset emails to one email address; 0: no limit"),
        Setting(
            "PASSWORD_RESETS_PER_HOUR_BY_ADDRESS", .count, default: "10",
            "the same, requested from one network; 0: no limit"),
        Setting(
            "CONFIRMATIONS_PER_HOUR", .count, default: "5",
            "confirmation emails for one account, and to one email address; 0: no limit"),
        Setting(
            "CONFIRMATIONS_PER_HOUR_BY_ADDRESS", .count, default: "20",
            "the same, requested from one network; 0: no limit"),
        Setting(
            "PASSWORD_SLOTS", .count, default: "from processors and memory",
            "maximum number of processes that hash a password at once; 0: no limit"),
        Setting("MAX_CONTENT_LENGTH", .count, default: "1048576", "maximum bytes of a request body, as in Flask"),
        Setting("MAX_FORM_MEMORY_SIZE", .count, default: "500000", "maximum bytes of a form's fields, as in Flask"),
        Setting("MAX_FORM_PARTS", .count, default: "1000", "maximum number of fields and files in a form, as in Flask"),
        Setting(
            "BODY_TIMEOUT", .count, default: "30",
            "seconds within which a request body must arrive; then 408; 0: no limit"),
        Setting("TRUSTED_PROXIES", .networks, "proxies whose `X-Forwarded-For` and `-Proto` are trusted"),
        Setting(
            "TRUST_FORWARDED_PREFIX", .flag, default: "false",
            "also trust their `X-Forwarded-Prefix` and `-Host`: links start with the prefix"),

        Setting("TEMPLATES", .path, "folder whose files override the built-in templates"),
        Setting(
            "TEMPLATE_CACHE", .path, default: "`template-cache` next to the settings file",
            "folder for parsed templates; used only if it exists"),
        Setting("STATIC_URL", .text, default: "/static", "URL of `static/`"),
        Setting(
            "STATIC_FOLDER", .path, "folder `static/` on the server, for file names with a hash ([HTTP](http.md))"),

        Setting("MAIL_URL", .mailURL, "the mail server; if not set, no mail is sent"),
        Setting("MAIL_FROM", .mailbox, default: "the site's name, `noreply@` the site's host", "From address"),
        Setting(
            "MAIL_WORKER", .choice("service after-response"), default: "service",
            "`after-response`: scripts start `MAIL_PROGRAM` after they have queued an email"),
        Setting(
            "MAIL_PROGRAM", .path,
            default: "`sitectl` in `../bin`, next to the scripts, in `/usr/local/bin` or in `/usr/bin`",
            "the program that scripts start"),
        Setting("MAIL_TIMEOUT", .number(1, 600), default: "60", "seconds that a mail server may take for one email"),
        Setting("MAIL_GIVE_UP_DAYS", .count, default: "4", "days after which an email is given up"),
        Setting(
            "MAIL_KEEP_SENT_DAYS", .count, default: "30",
            "days for which sent emails stay in the queue; 0: forever"),
        Setting("ADMINS", .addresses, "who is notified of failed emails and failed pages"),
    ]
}
