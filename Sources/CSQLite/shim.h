#pragma once
#include <sqlite3.h>

/* Swift cannot pass C variadic arguments. */
static inline int csqlite_db_config_int(sqlite3 *db, int option, int value) {
    return sqlite3_db_config(db, option, value, (int *)0);
}

/* SQLITE_TRANSIENT is a cast macro, which Swift does not import. */
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *bytes, sqlite3_uint64 length) {
    return sqlite3_bind_text64(statement, index, bytes, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 length) {
    return sqlite3_bind_blob64(statement, index, bytes, length, SQLITE_TRANSIENT);
}

/* Settings of the whole process, possible only before its first connection. For a process that reads one row, SQLite's
   defaults cost a fifth of its time: 20 cache pages allocated and touched up front, and statistics on every
   allocation. File names are never URIs. */
static inline int csqlite_configure(void) {
    int code = sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_URI, 0);
    return code;
}

/* The start of the database file, read through the descriptor that the connection holds, without a lock and without
   SQL. (Reading it by open and close of our own would drop the POSIX locks that this process has on the file.) */
static inline int csqlite_read_header(sqlite3 *db, void *bytes, int length) {
    sqlite3_file *file = (sqlite3_file *)0;
    int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK) return code;
    if (!file || !file->pMethods) return SQLITE_CANTOPEN;
    return file->pMethods->xRead(file, bytes, length, 0);
}
