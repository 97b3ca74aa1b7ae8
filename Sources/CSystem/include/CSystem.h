#pragma once
/* libc for Embedded Swift, which has no Glibc module. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* errno and environ are macros or globals that Swift 6 does not let code read directly. */
static inline int csystem_errno(void) { return errno; }
static inline void csystem_set_errno(int value) { errno = value; }
static inline char *const *csystem_environ(void) { return environ; }

/* open(2) is variadic. */
static inline int csystem_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

/* snprintf(3) is variadic; conversion is one of e, E, f, F, g, G. */
static inline int csystem_format_double(char *buffer, size_t size, char conversion, int precision, double value) {
    char format[] = {'%', '.', '*', conversion, 0};
    return snprintf(buffer, size, format, precision, value);
}
