#ifndef SELFPLAY_PROCESSES_H
#define SELFPLAY_PROCESSES_H

// Starting a process with what posix_spawn cannot say: a signal at its parent's death and one descriptor beyond the standard three
// (docs/decisions/009-starting-processes.md). Beside it the Linux calls that are variadic or that Swift's door to glibc does not show.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static inline char **platform_environment(void) { return environ; }

// How a process begins. It leads a session of its own, with every signal at its default and every other descriptor closed.
struct platform_start {
    const char *program; // absolute
    char *const *arguments;
    char *const *variables;
    const char *directory; // NULL: the parent's
    int input, output, errors;
    int kept;         // stays open as descriptor 3; -1: none
    int death_signal; // sent when the thread that started it ends; 0: none
};

enum platform_step { PLATFORM_STEP_PREPARE, PLATFORM_STEP_DIRECTORY, PLATFORM_STEP_PROGRAM };

// What went wrong in the new process, sent through a pipe that a successful start closes.
struct platform_fault {
    int step;
    int code;
};

static inline void platform_close_from(int first) {
    if (syscall(SYS_close_range, (unsigned)first, ~0U, 0U) == 0) return;
    // Linux before 5.9.
    struct rlimit limit;
    int last = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1048576 ? (int)limit.rlim_cur : 1048576;
    for (int descriptor = first; descriptor < last; descriptor++) close(descriptor);
}

static inline void platform_fail(int report, int step) {
    struct platform_fault fault = {step, errno};
    ssize_t written = write(report, &fault, sizeof fault);
    _exit(written == (ssize_t)sizeof fault ? 127 : 126);
}

// The new process between fork and exec: only calls that are safe after a fork of many threads.
static inline void platform_become(const struct platform_start *start, pid_t parent, int report) {
    // First out of the way of 0 to 4, wherever they were.
    int sources[5] = {start->input, start->output, start->errors, start->kept, report};
    for (int index = 0; index < 5; index++) {
        if (sources[index] < 0) continue;
        int moved = fcntl(sources[index], F_DUPFD_CLOEXEC, 10);
        if (moved < 0) platform_fail(report, PLATFORM_STEP_PREPARE);
        sources[index] = moved;
    }
    for (int index = 0; index < 5; index++) {
        if (sources[index] < 0) close(index);
        else if (dup2(sources[index], index) < 0) platform_fail(sources[4], PLATFORM_STEP_PREPARE);
    }
    report = 4;
    if (fcntl(report, F_SETFD, FD_CLOEXEC) != 0) platform_fail(report, PLATFORM_STEP_PREPARE);
    platform_close_from(5);

    setsid();
    struct sigaction standard = {0};
    standard.sa_handler = SIG_DFL;
    for (int number = 1; number < 65; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    if (start->death_signal != 0) {
        if (prctl(PR_SET_PDEATHSIG, (unsigned long)start->death_signal) != 0) platform_fail(report, PLATFORM_STEP_PREPARE);
        // The parent died before the signal was asked for: nobody reads a report any more.
        if (getppid() != parent) _exit(127);
    }
    if (start->directory != NULL && chdir(start->directory) != 0) platform_fail(report, PLATFORM_STEP_DIRECTORY);
    execve(start->program, start->arguments, start->variables);
    platform_fail(report, PLATFORM_STEP_PROGRAM);
}

// Returns the new process's id once its program runs; otherwise -1 and the fault.
static inline pid_t platform_start(const struct platform_start *start, struct platform_fault *fault) {
    int ends[2];
    fault->step = PLATFORM_STEP_PREPARE;
    // Plain pipe2 is shown to GNU sources only.
    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0) {
        fault->code = errno;
        return -1;
    }
    // No handler of ours may run in the new process.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) platform_become(start, parent, ends[1]);
    int code = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        fault->code = code;
        return -1;
    }
    ssize_t count;
    do count = read(ends[0], fault, sizeof *fault); while (count < 0 && errno == EINTR);
    close(ends[0]);
    if (count == 0) return child;
    if (count != (ssize_t)sizeof *fault) fault->code = EIO;
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return -1;
}

// A descriptor that becomes readable when the process ends; -1 where the kernel (before 5.3) has none.
static inline int platform_process_descriptor(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0U); }

// Orphans below this process become its children instead of init's.
static inline int platform_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1UL); }

// Writes everything of the file system that holds the descriptor to disk.
static inline int platform_sync_file_system(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

#endif
