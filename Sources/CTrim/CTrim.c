/* Keeps out of release scripts what the linker would take from static libraries for features that no script uses: 0.6 MB
   of code, and a part of the time that opening a database takes. A definition here is found before the library's; as
   it is weak, a library that comes as one piece keeps its own. */
#ifdef CTRIM

#define WEAK __attribute__((weak))

struct sqlite3;

/* Extensions that SQLite registers with every connection: the older full-text search, R-trees, the dbstat table. (The
   newer one, FTS5, is left out by CNoSearch, of all scripts but those that search.) */
WEAK int sqlite3Fts3Init(struct sqlite3 *db) { (void)db; return 0; }
WEAK int sqlite3RtreeInit(struct sqlite3 *db) { (void)db; return 0; }
WEAK int sqlite3DbstatRegister(struct sqlite3 *db) { (void)db; return 0; }

/* What only SQL's mathematical functions need of libm. In a script's SQL they answer NULL (SQLite's NaN). */
#define NOT_HERE(name) WEAK double name(double x) { return (x - x) / (x - x); }
NOT_HERE(acos)
NOT_HERE(acosh)
NOT_HERE(asin)
NOT_HERE(asinh)
NOT_HERE(atan)
NOT_HERE(atanh)
NOT_HERE(cos)
NOT_HERE(cosh)
NOT_HERE(exp)
NOT_HERE(log)
NOT_HERE(log10)
NOT_HERE(log2)
NOT_HERE(sin)
NOT_HERE(sinh)
NOT_HERE(tan)
NOT_HERE(tanh)
WEAK double atan2(double x, double y) { return (x - x) / (y - y); }

/* What only glibc's reading of the variable TZ and libcrypto's of certificates need of stdio. Scripts ask for no local
   time. (The second name is that of newer headers.) */
WEAK int __isoc99_sscanf(const char *text, const char *format, ...) { (void)text; (void)format; return 0; }
WEAK int __isoc23_sscanf(const char *text, const char *format, ...) { (void)text; (void)format; return 0; }

#endif
