#pragma once
/* libc for Embedded Swift, which has no Glibc module. */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <malloc.h>
#include <math.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the headers declare only under _GNU_SOURCE, which would make other types differ from other modules'. */
extern char **environ;
extern char *program_invocation_short_name;
int close_range(unsigned int first, unsigned int last, int flags);
int mkostemp(char *template, int flags);
int pipe2(int ends[2], int flags);
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

/* errno and environ are macros or globals that Swift 6 does not let code read directly. */
static inline int csystem_errno(void) { return errno; }
static inline char *const *csystem_environ(void) { return environ; }

/* open(2) is variadic. */
static inline int csystem_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

/* SIG_IGN is a cast macro, which Swift does not import. */
static inline void csystem_ignore_signal(int number) { signal(number, SIG_IGN); }

/* Starts a program that outlives this process, whatever its server does to those that it has started: in a session of
   its own, with nothing open but /dev/null. Nobody waits for it or hears of it. */
static inline void csystem_start_detached(const char *path, char *const arguments[], char *const environment[]) {
    if (fork() != 0) return;
    setsid();
    int null = open("/dev/null", O_RDWR);
    if (null < 0) _exit(127);
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) dup2(null, stream);
    close_range(STDERR_FILENO + 1, ~0u, 0);
    /* A process that leads no session never gets a terminal. */
    if (fork() != 0) _exit(0);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    execve(path, arguments, environment);
    _exit(127);
}

/* For a process that ends after a millisecond: asks the system for memory in large pieces, and gives none back. What
   grows, as a long page does, is not moved from one mapping of fresh pages to the next. */
static inline void csystem_prefer_speed_in_malloc(void) {
    mallopt(M_TOP_PAD, 512 << 10);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

/* What the process was started as, without its folder. */
static inline const char *csystem_program_name(void) { return program_invocation_short_name; }

/* wait(2)'s macros, which Swift does not import. -1: ended by a signal. */
static inline int csystem_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

/* fcntl(2) is variadic. */
static inline void csystem_set_nonblocking(int descriptor) { fcntl(descriptor, F_SETFL, O_NONBLOCK); }

/* snprintf(3) is variadic; conversion is one of e, E, f, F, g, G. */
static inline int csystem_format_double(char *buffer, size_t size, char conversion, int precision, double value) {
    char format[] = {'%', '.', '*', conversion, 0};
    return snprintf(buffer, size, format, precision, value);
}

/* A lock on one byte of an open file, without waiting for it: 0, or -1 and errno. It belongs to the open file, so that it ends with
   it however the process ends (F_OFD_SETLK, which <fcntl.h> declares only under _GNU_SOURCE). */
static inline int csystem_lock_byte(int descriptor, off_t place) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    return fcntl(descriptor, 37, &lock);
}

/* The first byte of a lock that another open file has within a range; -1: none (F_OFD_GETLK). */
static inline off_t csystem_locked_byte(int descriptor, off_t start, off_t length) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
    return fcntl(descriptor, 36, &lock) == 0 && lock.l_type != F_UNLCK ? lock.l_start : -1;
}
