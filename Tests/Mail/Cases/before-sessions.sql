-- The tables as releases before sessions in the database made them (version 4).
PRAGMA application_id = 1128745291;
PRAGMA user_version = 4;
CREATE TABLE users_user (
	id INTEGER NOT NULL, 
	name VARCHAR(50), 
	email VARCHAR(120), 
	password VARCHAR(120), 
	role SMALLINT, 
	status SMALLINT, name_key VARCHAR, email_key VARCHAR, password_changed_seconds INTEGER, created_seconds INTEGER, confirmed_email VARCHAR, reset_number INTEGER, notices SMALLINT, has_notices SMALLINT, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	UNIQUE (email)
);
CREATE UNIQUE INDEX users_user_name_key ON users_user (name_key);
CREATE UNIQUE INDEX users_user_email_key ON users_user (email_key);
CREATE TABLE site_post (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL, status SMALLINT NOT NULL, version INTEGER NOT NULL, created_seconds INTEGER NOT NULL, updated_seconds INTEGER NOT NULL, edited_seconds INTEGER, published_seconds INTEGER, listed_seconds INTEGER AS (CASE status WHEN 2 THEN published_seconds END), comment_count INTEGER NOT NULL DEFAULT 0, is_locked SMALLINT NOT NULL DEFAULT 0, title TEXT NOT NULL, slug TEXT NOT NULL, tags TEXT NOT NULL, excerpt TEXT NOT NULL);
CREATE INDEX site_post_listed ON site_post (listed_seconds, id);
CREATE INDEX site_post_author ON site_post (author_id, listed_seconds, id);
CREATE INDEX site_post_waiting ON site_post (id) WHERE status = 1;
CREATE INDEX site_post_version ON site_post (version);
CREATE TABLE site_post_text (post_id INTEGER PRIMARY KEY, renderer INTEGER NOT NULL, html TEXT NOT NULL, title TEXT NOT NULL, plain TEXT NOT NULL, source TEXT NOT NULL);
CREATE TABLE site_post_revision (post_id INTEGER NOT NULL, number INTEGER NOT NULL, editor_id INTEGER NOT NULL, edited_seconds INTEGER NOT NULL, title TEXT NOT NULL, tags TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (post_id, number)) WITHOUT ROWID;
CREATE TABLE site_post_tag (tag TEXT NOT NULL, listed_seconds INTEGER NOT NULL, post_id INTEGER NOT NULL, PRIMARY KEY (tag, listed_seconds, post_id)) WITHOUT ROWID;
CREATE TABLE site_comment (post_id INTEGER NOT NULL, path TEXT NOT NULL, id INTEGER NOT NULL UNIQUE, parent_id INTEGER, depth SMALLINT NOT NULL, author_id INTEGER NOT NULL, status SMALLINT NOT NULL, created_seconds INTEGER NOT NULL, updated_seconds INTEGER NOT NULL, edited_seconds INTEGER, renderer INTEGER NOT NULL, html TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (post_id, path)) WITHOUT ROWID;
CREATE INDEX site_comment_newest ON site_comment (post_id, id);
CREATE INDEX site_comment_waiting ON site_comment (id) WHERE status = 1;
CREATE TABLE site_report (id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL, comment_id INTEGER NOT NULL DEFAULT 0, reporter_id INTEGER NOT NULL, created_seconds INTEGER NOT NULL, closed_seconds INTEGER, closed_by INTEGER, reason TEXT NOT NULL, UNIQUE (post_id, comment_id, reporter_id));
CREATE INDEX site_report_open ON site_report (id) WHERE closed_seconds IS NULL;
CREATE TABLE site_audit (id INTEGER PRIMARY KEY, actor_id INTEGER NOT NULL, act TEXT NOT NULL, post_id INTEGER, comment_id INTEGER, user_id INTEGER, created_seconds INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX site_audit_text ON site_audit (post_id, comment_id);
CREATE INDEX site_audit_user ON site_audit (user_id);
CREATE TABLE site_event (kind SMALLINT NOT NULL, subject TEXT NOT NULL, second INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, subject, second)) WITHOUT ROWID;
CREATE TABLE site_submission (user_id INTEGER NOT NULL, token TEXT NOT NULL, created_seconds INTEGER NOT NULL, target_id INTEGER NOT NULL, PRIMARY KEY (user_id, token)) WITHOUT ROWID;
CREATE TABLE site_kept (id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, created_seconds INTEGER NOT NULL, fields TEXT NOT NULL);
CREATE TABLE site_outbox (id INTEGER PRIMARY KEY, token TEXT NOT NULL, kind TEXT NOT NULL, recipient TEXT NOT NULL, name TEXT, user_id INTEGER, arguments TEXT NOT NULL, created_seconds INTEGER NOT NULL, state SMALLINT NOT NULL, due_seconds INTEGER NOT NULL, tries INTEGER NOT NULL, owner TEXT, reply TEXT);
CREATE INDEX site_outbox_open ON site_outbox (state, due_seconds) WHERE state <> 2;
CREATE TABLE site_notice (user_id INTEGER NOT NULL, post_id INTEGER NOT NULL, state SMALLINT NOT NULL, comment_id INTEGER NOT NULL, PRIMARY KEY (user_id, post_id)) WITHOUT ROWID;
CREATE TRIGGER users_user_key AFTER UPDATE OF name, email ON users_user BEGIN
    UPDATE users_user SET
        name_key = CASE WHEN NEW.name IS OLD.name THEN name_key END,
        email_key = CASE WHEN NEW.email IS OLD.email THEN email_key END
    WHERE id = NEW.id;
END;
