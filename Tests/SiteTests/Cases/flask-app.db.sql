-- A database that a Flask app made: Flask 3.1.3, Flask-SQLAlchemy 3.1.1, SQLAlchemy 2.1.9, Werkzeug 3.1.9; the model is the
-- usual User with one column more (created_at) and a table of posts. Passwords, by id: 1 'crème brûlée',
-- 2 'another one', 3 'builder', 4 'other builder', 5 '功夫', 41, -5 and 9007199254740993 'x'; 50 none, 51 an empty hash.
BEGIN TRANSACTION;
CREATE TABLE posts_post (
	id INTEGER NOT NULL, 
	author_id INTEGER, 
	title VARCHAR(200) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(author_id) REFERENCES users_user (id)
);
INSERT INTO "posts_post" VALUES(1,1,'First');
INSERT INTO "posts_post" VALUES(2,777,'By someone gone');
CREATE TABLE users_user (
	id INTEGER NOT NULL, 
	name VARCHAR(50), 
	email VARCHAR(120), 
	password VARCHAR(120), 
	role SMALLINT, 
	status SMALLINT, 
	created_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	UNIQUE (email)
);
INSERT INTO "users_user" VALUES(-5,'O''Neil','minus@example.org','pbkdf2:sha256:1000$4xlVwx43SEwnwAyP$575bfe2e7de84f9f12724584ddaa64f11ccf076e0eaef2f81cad16896d6ead60',1,2,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(1,'Zoë','zoe@example.org','scrypt:32768:8:1$jLirBi5u5xGdtwdg$49f80b7050d6e08b91f4e45d42bd8bbf59c2d6f2108d3daa8cb3475912c97e2972118bcc4c2b4e1cb47adca12dc8f659a7e55bd2107523d64ac9801807a60b63',0,2,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(2,'ZOË','ZOE@example.org','pbkdf2:sha256:1000$mPEU7ixv300roz0A$64f09b37ab237f3fa0ac0f4e5250907f50fe42295bac7c549c301387ca0c03e2',2,1,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(3,'bob','bob@example.org','pbkdf2:sha256:600000$bkIhS7bqd9ILZPC2$2f3ffc725e15b6c3f91857b8ca77de72b88c03f6a13bcacf8e2718600e89f250',2,1,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(4,'Bob','Bob@Example.org','scrypt:1024:8:1$JPEW2Jv8YbVNXFDB$e07e321a7ce386449e2f4e3cc96c24b1fa8d62e129b63669bff9bd5245cf0d9a5377626b9bedea7b4ddc2b943b671052406d3e11377c71fa52f2247f83972d06',2,1,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(5,'李小龍','li@example.org','scrypt:1024:8:1$QtqO8EGARg7bZc0f$7a9069d6c7f0c40309f009ab5b4e87cfaf31fa592b5a9a51904223ff1234468b4ba96a9ec040e26291ca1b8cb30c2995056295556d32f5af41f229072a6fdb2c',2,0,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(41,'straße 👍 ΣΊΣΥΦΟΣ','Ünïcode@example.org','pbkdf2:sha256:1000$AOny0vp433ZagFCK$45e09aa11761cd48b0a4498db6963179e64f189a398541c2a422c748d46b32ae',2,1,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(50,NULL,NULL,NULL,NULL,NULL,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(51,NULL,'nameless@example.org','',2,1,'2025-03-09 08:30:00.000000');
INSERT INTO "users_user" VALUES(9007199254740993,'big','big@example.org','pbkdf2:sha256:1000$vV1LVb5eYJjUDdXG$22b1f17a19e73b1281b44725788816df44a42d36a870fb47b2f1df39b9359f3a',7,-1,'2025-03-09 08:30:00.000000');
COMMIT;
