/* spawn COUNT PROGRAM: runs a program COUNT times, one after the other, in this environment and without output.
   Prints the median microseconds from start to end, and the peak resident memory in kilobytes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv) {
    int count = argc == 3 ? atoi(argv[1]) : 0;
    if (count < 1) return 2;
    double *times = malloc(count * sizeof *times);
    long peak = 0;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int descriptor = 0; descriptor < 3; descriptor++)
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
    for (int i = 0; i < count; i++) {
        pid_t child;
        int status;
        struct rusage usage;
        double start = now();
        if (posix_spawn(&child, argv[2], &actions, 0, (char *[]){argv[2], 0}, environ) != 0) return 1;
        if (wait4(child, &status, 0, &usage) != child || status != 0) return 1;
        times[i] = now() - start;
        if (usage.ru_maxrss > peak) peak = usage.ru_maxrss;
    }
    qsort(times, count, sizeof *times, ascending);
    printf("%.1f %ld\n", times[count / 2], peak);
    return 0;
}
