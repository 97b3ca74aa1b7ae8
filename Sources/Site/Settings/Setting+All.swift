/// Every setting, in the order of the docs.
extension Setting {
    public static let all: [Setting] = [
        Setting("NAME", .text, default: "My Site", "the site's name, in titles and headings"),
        Setting(
            "URL", .origin, "where the site is, for feeds, the sitemap and mail, which needs it; else the request tells"
        ),
        Setting(
            "TERMS_URL", .text, "where the terms of service are; the form for registering links to them"),
        Setting("DATABASE", .database, default: "/var/lib/cgikit/app.db", "the SQLite file"),
        Setting(
            "DATABASE_TIMEOUT", .count, default: "5",
            "seconds to wait while another writes; then 503, and what was typed is kept"),
        Setting(
            "DEBUG", .flag, default: "false",
            "error pages show what the error log says; `Server-Timing` counts SQL statements"),

        Setting(
            "SECRET_KEY_FILE", .path, default: "/var/lib/cgikit/secret_key",
            "signs cookies and forms; its bytes are the key"),
        Setting("SECRET_KEY_FALLBACK_FILES", .paths, "older keys that still verify"),
        Setting("SESSION_DIGEST", .choice("sha256 sha1"), default: "sha256", "`sha1` to share sessions with Flask"),
        Setting("SESSION_COOKIE_NAME", .cookieName, default: "session", "as in Flask"),
        Setting("SESSION_COOKIE_PATH", .text, default: "/", "as in Flask; else `APPLICATION_ROOT`"),
        Setting("APPLICATION_ROOT", .text, default: "/", "as in Flask: the path of the session's cookie"),
        Setting("SESSION_COOKIE_DOMAIN", .cookieDomain, "as in Flask; else this host only"),
        Setting("SESSION_COOKIE_SECURE", .flag, default: "under HTTPS", "as in Flask"),
        Setting("SESSION_COOKIE_HTTPONLY", .flag, default: "true", "as in Flask"),
        Setting("SESSION_COOKIE_SAMESITE", .choice("Lax Strict None"), default: "Lax", "as in Flask"),
        Setting("SESSION_COOKIE_PARTITIONED", .flag, default: "false", "as in Flask"),
        Setting(
            "SESSION_REFRESH_EACH_REQUEST", .flag, default: "true",
            "the cookie of a permanent session that Flask began is sent with each answer"),
        Setting(
            "PERMANENT_SESSION_LIFETIME", .count, default: "2678400",
            "seconds after which a session expires, however often it was used"),
        Setting(
            "SESSION_IDLE_SECONDS", .count, default: "0", "seconds after which an unused session expires; 0: never"),
        Setting(
            "STAY_SIGNED_IN", .flag, default: "true",
            "whether \"Stay signed in\" is ticked at first: the cookie outlives the browser"),
        Setting(
            "HSTS_SECONDS", .count, default: "0",
            "under HTTPS, seconds for which browsers ask for the site by HTTPS only; 0: not sent"),
        Setting("WTF_CSRF_ENABLED", .flag, default: "true", "forms carry a token against forgery"),
        Setting("CSRF_ENABLED", .flag, default: "true", "the same, if `WTF_CSRF_ENABLED` is not set"),
        Setting("WTF_CSRF_TIME_LIMIT", .count, default: "3600", "seconds for which a form can be sent; 0: for ever"),
        Setting("WTF_CSRF_SECRET_KEY_FILE", .path, "a key of their own for the tokens in forms"),
        Setting("SECRET_KEY", .refused("SECRET_KEY_FILE"), "Flask's: `SECRET_KEY_FILE` is in its place"),
        Setting(
            "SECRET_KEY_FALLBACKS", .refused("SECRET_KEY_FALLBACK_FILES"),
            "Flask's: `SECRET_KEY_FALLBACK_FILES` is in its place"),
        Setting(
            "WTF_CSRF_SECRET_KEY", .refused("WTF_CSRF_SECRET_KEY_FILE"),
            "Flask's: `WTF_CSRF_SECRET_KEY_FILE` is in its place"),

        Setting("PASSWORD_MINIMUM", .count, default: "8", "characters that a new password has at least"),
        Setting(
            "PASSWORD_SCRYPT", .scryptCost, default: "131072:8:1, or as strong with less memory",
            "what the hash of a password costs: `131072:8:1` takes 128 MB, no default more than a sixteenth of the memory"
        ),

        Setting(
            "MODERATE_FIRST_POSTS", .count, default: "1",
            "as many of a new member's first texts wait for staff; 0: none"),
        Setting("COMMENT_EDIT_MINUTES", .count, default: "60", "how long a comment can be edited; 0: for ever"),
        Setting(
            "POSTING_NEEDS_CONFIRMED_EMAIL", .flag, default: "true",
            "with `MAIL_URL`: new people read, and write when they have confirmed their address"),
        Setting("POSTS_PER_MINUTE", .count, default: "4", "new posts of one user; 0: no limit"),
        Setting("POSTS_PER_MINUTE_BY_ADDRESS", .count, default: "20", "new posts from one address; 0: no limit"),
        Setting("EDITS_PER_MINUTE", .count, default: "12", "edits of posts and comments by one user; 0: no limit"),
        Setting(
            "EDITS_PER_MINUTE_BY_ADDRESS", .count, default: "60",
            "edits of posts and comments from one address; 0: no limit"),
        Setting("COMMENTS_PER_MINUTE", .count, default: "6", "new comments of one user; 0: no limit"),
        Setting("COMMENTS_PER_MINUTE_BY_ADDRESS", .count, default: "30", "new comments from one address; 0: no limit"),
        Setting("REPORTS_PER_MINUTE", .count, default: "10", "reports to staff by one user; 0: no limit"),
        Setting(
            "SIGN_IN_FAILURES_PER_5_MINUTES", .count, default: "5",
            "wrong passwords of one account, or from one browser that its owner has used; 0: no limit"),
        Setting(
            "SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS", .count, default: "10",
            "wrong passwords from one address; 0: no limit"),
        Setting(
            "REGISTRATIONS_PER_HOUR_BY_ADDRESS", .count, default: "20", "new accounts from one address; 0: no limit"),
        Setting("REGISTRATIONS_PER_HOUR", .count, default: "200", "new accounts in all; 0: no limit"),
        Setting(
            "PASSWORD_RESETS_PER_HOUR", .count, default: "3",
            "messages to one address that reset a password; 0: no limit"),
        Setting(
            "PASSWORD_RESETS_PER_HOUR_BY_ADDRESS", .count, default: "10",
            "the same, asked for from one address; 0: no limit"),
        Setting(
            "CONFIRMATIONS_PER_HOUR", .count, default: "5",
            "messages of one account, and to one address, that confirm an address; 0: no limit"),
        Setting(
            "CONFIRMATIONS_PER_HOUR_BY_ADDRESS", .count, default: "20",
            "the same, asked for from one address; 0: no limit"),
        Setting(
            "PASSWORD_SLOTS", .count, default: "by processors and memory",
            "the most processes that hash a password at once; 0: no limit"),
        Setting("MAX_CONTENT_LENGTH", .count, default: "1048576", "bytes of a request's body, as in Flask"),
        Setting("MAX_FORM_MEMORY_SIZE", .count, default: "500000", "bytes of a form's fields, as in Flask"),
        Setting("MAX_FORM_PARTS", .count, default: "1000", "fields and files of a form, as in Flask"),
        Setting(
            "BODY_TIMEOUT", .count, default: "30",
            "seconds in which a request's body must arrive, else 408; 0: for ever"),
        Setting("TRUSTED_PROXIES", .networks, "whose `X-Forwarded-For` and `-Proto` count"),
        Setting(
            "TRUST_FORWARDED_PREFIX", .flag, default: "false",
            "their `X-Forwarded-Prefix` and `-Host` count, too: links are below the prefix"),

        Setting("TEMPLATES", .path, "folder that stands before the built-in templates"),
        Setting(
            "TEMPLATE_CACHE", .path, default: "template-cache beside the file",
            "folder that keeps templates parsed, if there is such a folder"),
        Setting("STATIC_URL", .text, default: "/static", "where browsers find `static/`"),
        Setting(
            "STATIC_FOLDER", .path, "where `static/` is here, for names with a hash of the content ([HTTP](http.md))"),

        Setting("MAIL_URL", .mailURL, "where mail goes; without it none is sent"),
        Setting("MAIL_FROM", .mailbox, default: "the site's name, `noreply@` its host", "whom mail comes from"),
        Setting(
            "MAIL_WORKER", .choice("service after-response"), default: "service",
            "`after-response`: scripts start `MAIL_PROGRAM` when they have queued mail"),
        Setting(
            "MAIL_PROGRAM", .path,
            default: "sitectl in `../bin`, or beside the scripts, or in `/usr/local/bin` or `/usr/bin`",
            "the program that they start"),
        Setting("MAIL_TIMEOUT", .number(1, 600), default: "60", "seconds that a mail server may take for a message"),
        Setting("MAIL_GIVE_UP_DAYS", .count, default: "4", "days for which a message is tried again"),
        Setting(
            "MAIL_KEEP_SENT_DAYS", .count, default: "30",
            "days for which the queue remembers what was sent; 0: for ever"),
        Setting("ADMINS", .addresses, "who is told of mail that was given up and of pages that failed"),
    ]
}
