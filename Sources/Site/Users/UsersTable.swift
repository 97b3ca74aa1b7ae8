import CGIKit

/// The table `users_user`, which a Flask app may have created, and may still write to.
///
/// What we add to it Flask neither sees nor has to fill: columns that may be NULL, and one trigger.
/// - `name_key`, `email_key`: the name and address without what people do not tell apart, such as case (``UserKeys``); unique.
///   NULL in a row that Flask has written since we looked, and for good in one whose key an older row has.
/// - `name_look`, `name_look_written`: how a name looks in small letters, and as it is written, whatever the case (`folded` and `read`
///   of `NameLooks`). Those of names from before there were rules need not be unique.
/// - `password_changed_seconds`, `created_seconds`: seconds since 1970. NULL is unknown.
/// - `confirmed_email`: the confirmed email address. Valid as long as it is equal to the account's address, whoever changes it.
/// - `reset_number`: the number of the newest password reset link; older ones are no longer valid.
/// - `notices`, `has_notices`: see ``User``.
/// - `staff_notices`: 0 if they want no mail about what waits for staff.
/// - `unlisted_posts`: 2 if they have drafts, 1 if they have other posts that only they see, else 0 or NULL.
/// - `posts_again_seconds`, `comments_again_seconds`: when a limit lets them write the next, if they have reached it.
/// - `status_before`: the status of an account that staff has closed, before that.
/// - `sessions_ended_seconds`: when all sessions were ended; those without a number (`SessionsTable`) are good only if they
///   were signed later.
public enum UsersTable {
    /// The columns of Flask's model.
    public static var columnsOfFlask: [String] { ["id", "name", "email", "password", "role", "status"] }

    /// The columns that the site adds.
    public static var addedColumns: [String] {
        [
            "name_key", "email_key", "name_look", "name_look_written", "password_changed_seconds", "created_seconds",
            "confirmed_email", "reset_number", "notices", "has_notices", "staff_notices", "unlisted_posts",
            "posts_again_seconds", "comments_again_seconds", "status_before", "sessions_ended_seconds",
        ]
    }

    /// Creates the table, or adds columns to an existing one. Makes no assumption about earlier additions: a copy made with `.dump`
    /// has our columns but not our version.
    static func create(in database: Database) throws(DatabaseError) {
        // Like Flask-SQLAlchemy's create_all() for the model.
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS users_user (
            	id INTEGER NOT NULL, 
            	name VARCHAR(50), 
            	email VARCHAR(120), 
            	password VARCHAR(120), 
            	role SMALLINT, 
            	status SMALLINT, 
            	PRIMARY KEY (id), 
            	UNIQUE (name), 
            	UNIQUE (email)
            )
            """)
        try add("name_key", "ALTER TABLE users_user ADD COLUMN name_key VARCHAR", to: database)
        try add("email_key", "ALTER TABLE users_user ADD COLUMN email_key VARCHAR", to: database)
        try add(
            "password_changed_seconds", "ALTER TABLE users_user ADD COLUMN password_changed_seconds INTEGER",
            to: database)
        try add("created_seconds", "ALTER TABLE users_user ADD COLUMN created_seconds INTEGER", to: database)
        try database.execute("CREATE UNIQUE INDEX IF NOT EXISTS users_user_name_key ON users_user (name_key)")
        try database.execute("CREATE UNIQUE INDEX IF NOT EXISTS users_user_email_key ON users_user (email_key)")
    }

    /// Adds the columns for skeletons, and recomputes the keys.
    static func addLooks(in database: Database) throws(DatabaseError) {
        try add("name_look", "ALTER TABLE users_user ADD COLUMN name_look VARCHAR", to: database)
        try add("name_look_written", "ALTER TABLE users_user ADD COLUMN name_look_written VARCHAR", to: database)
        try createTrigger(in: database)
        try UserKeys.refill(in: database)
        try database.execute("CREATE INDEX IF NOT EXISTS users_user_name_look ON users_user (name_look)")
        try database.execute(
            "CREATE INDEX IF NOT EXISTS users_user_name_look_written ON users_user (name_look_written)")
    }

    static func addMail(in database: Database) throws(DatabaseError) {
        try add("confirmed_email", "ALTER TABLE users_user ADD COLUMN confirmed_email VARCHAR", to: database)
        try add("reset_number", "ALTER TABLE users_user ADD COLUMN reset_number INTEGER", to: database)
        try add("notices", "ALTER TABLE users_user ADD COLUMN notices SMALLINT", to: database)
        try add("has_notices", "ALTER TABLE users_user ADD COLUMN has_notices SMALLINT", to: database)
    }

    static func addWriting(in database: Database) throws(DatabaseError) {
        try add("unlisted_posts", "ALTER TABLE users_user ADD COLUMN unlisted_posts SMALLINT", to: database)
        try add("posts_again_seconds", "ALTER TABLE users_user ADD COLUMN posts_again_seconds INTEGER", to: database)
        try add(
            "comments_again_seconds", "ALTER TABLE users_user ADD COLUMN comments_again_seconds INTEGER", to: database)
        try add("staff_notices", "ALTER TABLE users_user ADD COLUMN staff_notices SMALLINT", to: database)
        try add("status_before", "ALTER TABLE users_user ADD COLUMN status_before SMALLINT", to: database)
    }

    static func addSessions(in database: Database) throws(DatabaseError) {
        try add(
            "sessions_ended_seconds", "ALTER TABLE users_user ADD COLUMN sessions_ended_seconds INTEGER", to: database)
    }

    private static func add(_ column: String, _ sql: SQL, to database: Database) throws(DatabaseError) {
        try database.addColumn(column, to: "users_user", sql)
    }

    /// Clears the keys when a name or email address changes; they are recomputed before anything else can use them. The trigger does
    /// not compute them itself, because SQLite's `lower` knows only ASCII, and because a key that is taken would give Flask an
    /// unexpected error. It is as short as possible, because every page parses it. (So it does not clear the skeletons, which are
    /// recomputed with the name's key.)
    static func createTrigger(in database: Database) throws(DatabaseError) {
        try database.execute("DROP TRIGGER IF EXISTS users_user_key")
        try database.execute(
            """
            CREATE TRIGGER users_user_key AFTER UPDATE OF name, email ON users_user BEGIN
                UPDATE users_user SET name_key = NULL, email_key = NULL WHERE id = NEW.id;
            END
            """)
    }
}
