/* Keeps out of release scripts what the linker would take from static libraries for features that no script uses: 0.8 MB
   of code, and a part of the time that opening a database takes. A definition here is found before the library's; as
   it is weak, a library that comes as one piece keeps its own. */
#ifdef CTRIM

#define WEAK __attribute__((weak))

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Of libc, what a script never does, each with all that hangs on it. In a script these fail as they may fail anywhere.
   The declarations are not those of the headers, which a definition would have to repeat word for word. */
#pragma clang diagnostic ignored "-Wincompatible-library-redeclaration"
#pragma clang diagnostic ignored "-Wbuiltin-requires-header"

/* Messages in other languages, and of failed assertions in them. */
WEAK char *dcgettext(const char *domain, const char *message, int category) {
    (void)domain; (void)category;
    return (char *)message;
}
WEAK char *__dcgettext(const char *domain, const char *message, int category) {
    return dcgettext(domain, message, category);
}
WEAK _Noreturn void __assert_fail(const char *what, const char *file, unsigned line, const char *function) {
    (void)file; (void)line; (void)function;
    if (write(2, what, strlen(what)) >= 0 && write(2, "\n", 1) >= 0) abort();
    abort();
}
WEAK void perror(const char *what) { (void)what; }

/* Names of hosts: libcrypto's sockets. (-4 is EAI_FAIL.) */
WEAK int getaddrinfo(const char *host, const char *service, const void *hints, void **found) {
    (void)host; (void)service; (void)hints; (void)found;
    return -4;
}
WEAK void freeaddrinfo(void *found) { (void)found; }
WEAK int getnameinfo(const void *address, unsigned size, char *host, unsigned hostSize, char *service, unsigned serviceSize,
                     int flags) {
    (void)address; (void)size; (void)host; (void)hostSize; (void)service; (void)serviceSize; (void)flags;
    return -4;
}
WEAK const char *gai_strerror(int code) { (void)code; return "no network"; }
WEAK void *gethostbyname(const char *host) { (void)host; return NULL; }

/* Shared libraries: SQLite's extensions and libcrypto's. */
WEAK void *dlopen(const char *path, int flags) { (void)path; (void)flags; return NULL; }
WEAK void *dlsym(void *library, const char *name) { (void)library; (void)name; return NULL; }
WEAK int dlclose(void *library) { (void)library; return 0; }
WEAK char *dlerror(void) { return "no shared libraries"; }
WEAK int dladdr(const void *address, void *info) { (void)address; (void)info; return 0; }

/* The folder of the program, of which glibc asks the system as each process starts, for shared libraries. (-1: unknown) */
WEAK const char *_dl_get_origin(void) { return (const char *)-1; }

/* Threads: SQLite sorts without. */
WEAK int pthread_create(void *thread, const void *attributes, void *(*body)(void *), void *argument) {
    (void)thread; (void)attributes; (void)body; (void)argument;
    return EAGAIN;
}
WEAK int pthread_join(unsigned long thread, void **result) { (void)thread; (void)result; return ESRCH; }

/* Files of stdio: libcrypto's settings and keys. */
WEAK void *fopen(const char *path, const char *mode) { (void)path; (void)mode; errno = ENOENT; return NULL; }
WEAK void *fopen64(const char *path, const char *mode) { return fopen(path, mode); }
WEAK void *fdopen(int descriptor, const char *mode) { (void)descriptor; (void)mode; errno = EBADF; return NULL; }
WEAK int fclose(void *file) { (void)file; return 0; }

#endif
