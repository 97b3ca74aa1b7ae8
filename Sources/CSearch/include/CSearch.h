#pragma once
#include <sqlite3.h>
#include <stdint.h>

/* What SQLite's full-text search, FTS5, gets beside its own: a tokenizer and the function `excerpt`. */

/* Makes both known to a connection. Does nothing where they are. */
int csearch_register(sqlite3 *db);

/* Whether a letter of a script without blanks between its words is a token by itself. */
int csearch_stands_alone(uint32_t letter);
