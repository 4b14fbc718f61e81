// An inference server and a reward server in one small process: answers as vLLM and OpenRLHF would, at once, and the same bytes for the same request.
//
//     server-double PORT-FILE [RECORDING]
//
// It listens on a free port of the loopback and writes its number to PORT-FILE. For every line on its standard input it prints one: how many POSTs came
// since the last, and how many bytes went in and out. Up to the first such line every POST is appended to RECORDING, so that a bare loop can send the
// same requests afterwards. It ends with its standard input.
#include "connection.h"
#include "replies.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

static int listen_on_loopback(const char *port_file) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1024)
        || getsockname(listener, (struct sockaddr *)&address, &length)) {
        perror("server-double: cannot listen");
        exit(1);
    }
    // Written whole under another name first: whoever waits for the file never reads half of it.
    char temporary[4096];
    snprintf(temporary, sizeof temporary, "%s.new", port_file);
    FILE *file = fopen(temporary, "w");
    if (!file || fprintf(file, "%d\n", ntohs(address.sin_port)) < 0 || fclose(file) || rename(temporary, port_file)) {
        perror("server-double: cannot write the port");
        exit(1);
    }
    return listener;
}

static void watch(int poller, int descriptor, void *context) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = context};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event)) {
        perror("server-double: epoll");
        exit(1);
    }
}

static void accept_all(int listener, int poller) {
    for (;;) {
        int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) return;
        int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(poller, socket, connection_new(socket));
    }
}

// Answers one line of the standard input; false at its end.
static bool take_line(FILE **recording) {
    char line[256];
    if (read(STDIN_FILENO, line, sizeof line) <= 0) return false;
    if (*recording) fclose(*recording);
    *recording = NULL;
    Counters counted = connections_take_counters();
    printf("%ld %ld %ld\n", counted.requests, counted.received, counted.sent);
    fflush(stdout);
    return true;
}

int main(int count, char **arguments) {
    if (count < 2 || count > 3) {
        fputs("usage: server-double PORT-FILE [RECORDING]\n", stderr);
        return 2;
    }
    FILE *recording = count == 3 ? fopen(arguments[2], "wb") : NULL;
    if (count == 3 && !recording) {
        perror("server-double: cannot record");
        return 1;
    }
    replies_prepare();
    int poller = epoll_create1(EPOLL_CLOEXEC);
    int listener = listen_on_loopback(arguments[1]);
    static char listening, input;
    watch(poller, listener, &listening);
    watch(poller, STDIN_FILENO, &input);
    struct epoll_event events[256];
    for (;;) {
        int ready = epoll_wait(poller, events, 256, -1);
        if (ready < 0 && errno != EINTR) return 1;
        for (int i = 0; i < ready; i++) {
            void *context = events[i].data.ptr;
            if (context == &input) {
                if (!take_line(&recording)) return 0;
            } else if (context == &listening) {
                accept_all(listener, poller);
            } else if (!connection_serve(context, recording)) {
                connection_free(context);
            }
        }
    }
}
