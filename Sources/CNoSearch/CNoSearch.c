/* Keeps SQLite's full-text search, FTS5, out of release scripts that do not search; see CTrim. */
#ifdef CTRIM

struct sqlite3;

__attribute__((weak)) int sqlite3Fts5Init(struct sqlite3 *db) { (void)db; return 0; }

#endif
