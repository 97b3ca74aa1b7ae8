/* Keeps out of release scripts what the linker would take from static libraries for features that no script uses: 0.8 MB
   of code, and a part of the time that opening a database takes. A definition here is found before the library's; as
   it is weak, a library that comes as one piece keeps its own. */
#ifdef CTRIM

#define WEAK __attribute__((weak))

#include <errno.h>
#include <gconv.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
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
WEAK void *_IO_new_fopen(const char *path, const char *mode) { return fopen(path, mode); }
WEAK void *fdopen(int descriptor, const char *mode) { (void)descriptor; (void)mode; errno = EBADF; return NULL; }
WEAK int fclose(void *file) { (void)file; return 0; }
WEAK int _IO_new_fclose(void *file) { return fclose(file); }

/* What only characters of more than a byte need of printf, and the converters between encodings, which are shared libraries. */
static int no_conversion(struct __gconv_step *step, struct __gconv_step_data *data, const unsigned char **from,
                         const unsigned char *end, unsigned char **to, size_t *lost, int flush, int consumes) {
    (void)step; (void)data; (void)from; (void)end; (void)to; (void)lost; (void)flush; (void)consumes;
    return __GCONV_NOCONV;
}
static struct __gconv_step conversion = { .__fct = no_conversion };
WEAK struct { struct __gconv_step *decoder; size_t decoders; struct __gconv_step *encoder; size_t encoders; }
    __wcsmbs_gconv_fcts_c = { &conversion, 1, &conversion, 1 };
WEAK void __wcsmbs_load_conv(void *locale) { (void)locale; abort(); }
WEAK void __wcsmbs_clone_conv(void *functions) { (void)functions; abort(); }
WEAK int __wcsmbs_named_conv(void *functions, const char *name) { (void)functions; (void)name; return ENOENT; }

/* GLIBC_TUNABLES: glibc would compare each variable of the environment with each of its settings, as each process starts. (The
   linker puts this in its place: --wrap.) */
void __wrap___tunables_init(char **environment) { (void)environment; }

/* Where shared libraries are, which glibc would find out as each process starts. */
WEAK void _dl_init_paths(const char *path, const char *source, const char *prepended, const char *mask) {
    (void)path; (void)source; (void)prepended; (void)mask;
}

/* Files of time zones. */
WEAK int __use_tzfile = 0;
WEAK void __tzfile_read(const char *file, size_t extra, char **place) { (void)file; (void)extra; (void)place; }
WEAK void __tzfile_default(const char *standard, const char *summer, int offset, int summerOffset) {
    (void)standard; (void)summer; (void)offset; (void)summerOffset;
}
WEAK void __tzfile_compute(time_t time, int usesLocal, long *correction, int *hit, void *parts) {
    (void)time; (void)usesLocal; (void)correction; (void)hit; (void)parts;
}

/* Of zlib, the sums of gzip's files. Cookies and tokens are zlib's own streams, which have another. */
WEAK unsigned long crc32(unsigned long sum, const unsigned char *bytes, unsigned size) {
    (void)bytes; (void)size;
    return sum;
}
WEAK unsigned long crc32_z(unsigned long sum, const unsigned char *bytes, size_t size) {
    (void)bytes; (void)size;
    return sum;
}

/* Comparison without regard to case, of which glibc has six for six kinds of processors: here it is rare. */
static int lowercase(unsigned char byte) { return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte; }
WEAK int strncasecmp(const char *one, const char *other, size_t count) {
    for (; count > 0; one++, other++, count--) {
        int difference = lowercase((unsigned char)*one) - lowercase((unsigned char)*other);
        if (difference != 0 || *one == 0) return difference;
    }
    return 0;
}
WEAK int strcasecmp(const char *one, const char *other) { return strncasecmp(one, other, SIZE_MAX); }
WEAK int __strcasecmp(const char *one, const char *other) { return strcasecmp(one, other); }
WEAK int __strncasecmp_l(const char *one, const char *other, size_t count, void *locale) {
    (void)locale;
    return strncasecmp(one, other, count);
}

#endif
