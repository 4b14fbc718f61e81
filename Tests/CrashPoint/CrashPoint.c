#define _GNU_SOURCE
#include "CrashPoint.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int trace = -1;
static char wanted_call[16];
static char wanted_name[NAME_MAX + 1];
static bool wanted_after;
static long wanted_number;
static char first_call[16];
static char first_name[NAME_MAX + 1];
static atomic_bool counts;
static atomic_long seen;

typedef ssize_t (*write_function)(int, const void *, size_t);

/// Whether this is one of the processes that are meant: those of the named attempt at a training, or those of none.
static bool is_meant(void) {
    const char *attempt = getenv("SELFPLAY_ATTEMPT");
    const char *wanted = getenv("CRASHPOINT_ATTEMPT");
    if (!attempt || !wanted) return !attempt && !wanted;
    const char *slash = strrchr(attempt, '/');
    return strcmp(slash ? slash + 1 : attempt, wanted) == 0;
}

__attribute__((constructor)) static void read_environment(void) {
    if (!is_meant()) return;
    const char *path = getenv("CRASHPOINT_TRACE");
    if (path) trace = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const char *point = getenv("CRASHPOINT");
    if (!point) return;
    char when[8];
    if (sscanf(point, "%15[^:]:%255[^:]:%7[^:]:%ld", wanted_call, wanted_name, when, &wanted_number) != 4) {
        fprintf(stderr, "CRASHPOINT=%s is not CALL:NAME:before|after:N\n", point);
        _exit(99);
    }
    wanted_after = strcmp(when, "after") == 0;
    const char *from = getenv("CRASHPOINT_FROM");
    counts = !from;
    if (from && sscanf(from, "%15[^:]:%255[^:]", first_call, first_name) != 2) {
        fprintf(stderr, "CRASHPOINT_FROM=%s is not CALL:NAME\n", from);
        _exit(99);
    }
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/// Notes a call that begins; returns whether the process is to end after it.
static bool begins(const char *call, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (trace >= 0) {
        write_function real = (write_function)dlsym(RTLD_NEXT, "write");
        char line[NAME_MAX + 32];
        int length = snprintf(line, sizeof line, "%s %s\n", call, name);
        if (length > 0 && (size_t)length < sizeof line) real(trace, line, (size_t)length);
    }
    if (wanted_number == 0) return false;
    if (!counts) {
        if (strcmp(call, first_call) == 0 && strcmp(name, first_name) == 0) counts = true;
        return false;
    }
    if (strcmp(call, wanted_call) != 0 || strcmp(name, wanted_name) != 0) return false;
    if (atomic_fetch_add(&seen, 1) + 1 != wanted_number) return false;
    if (!wanted_after) die();
    return true;
}

static bool begins_on(const char *call, int descriptor) {
    if (trace < 0 && wanted_number == 0) return false;
    int before = errno;
    char link[32], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    // Pipes and sockets have no path.
    if (length <= 0 || path[0] != '/') return false;
    path[length] = 0;
    return begins(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_DESCRIPTOR(call, type, name, descriptor, parameters, arguments) \
    type name parameters { \
        bool last = begins_on(call, descriptor); \
        type result = REAL(name) arguments; \
        if (last) die(); \
        return result; \
    }

ON_DESCRIPTOR("sync", int, fsync, file, (int file), (file))
ON_DESCRIPTOR("sync", int, fdatasync, file, (int file), (file))
ON_DESCRIPTOR("write", ssize_t, write, file, (int file, const void *bytes, size_t count), (file, bytes, count))
ON_DESCRIPTOR("write", ssize_t, pwrite, file, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
ON_DESCRIPTOR("write", ssize_t, pwrite64, file, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
ON_DESCRIPTOR("truncate", int, ftruncate, file, (int file, off_t length), (file, length))
ON_DESCRIPTOR("truncate", int, ftruncate64, file, (int file, off64_t length), (file, length))

#define ON_PATH(call, name, path, parameters, arguments) \
    int name parameters { \
        bool last = begins(call, path); \
        int result = REAL(name) arguments; \
        if (last) die(); \
        return result; \
    }

ON_PATH("rename", rename, to, (const char *from, const char *to), (from, to))
ON_PATH("unlink", unlink, path, (const char *path), (path))
ON_PATH("mkdir", mkdir, path, (const char *path, mode_t mode), (path, mode))
