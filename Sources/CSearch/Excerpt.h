#pragma once
#include <sqlite3.h>

/* SQL: excerpt(table, column, opening, closing, ellipsis, tokens), as FTS5's own snippet(), which takes a time that grows with
   the square of how often a text has what is looked for: 13 s for 25,000 times. This one takes the first place that has the
   most of it. */
void excerpt(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count, sqlite3_value **values);
