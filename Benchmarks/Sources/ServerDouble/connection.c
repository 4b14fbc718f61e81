#include "connection.h"

#include "bytes.h"
#include "replies.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct Connection {
    int socket;
    Bytes incoming;
};

static Counters counters;

Counters connections_take_counters(void) {
    Counters counted = counters;
    memset(&counters, 0, sizeof counters);
    return counted;
}

Connection *connection_new(int socket) {
    Connection *connection = calloc(1, sizeof *connection);
    if (!connection) abort();
    connection->socket = socket;
    return connection;
}

void connection_free(Connection *connection) {
    close(connection->socket);
    free(connection->incoming.at);
    free(connection);
}

static bool send_all(int socket, const char *at, size_t count) {
    while (count > 0) {
        ssize_t sent = send(socket, at, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN) {
            // The reader is behind: it is the only one that waits, so wait for it.
            struct pollfd writable = {.fd = socket, .events = POLLOUT};
            poll(&writable, 1, 1000);
            continue;
        }
        if (sent <= 0) return false;
        at += sent;
        count -= (size_t)sent;
    }
    return true;
}

// The date as uvicorn sends it, made once a second.
static const char *date(void) {
    static time_t made;
    static char text[64];
    time_t now = time(NULL);
    if (now != made) {
        struct tm parts;
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &parts));
        made = now;
    }
    return text;
}

static bool answer(int socket, int status, const Bytes *body, bool is_counted) {
    static Bytes reply;
    reply.count = 0;
    bytes_text(&reply, status == 200 ? "HTTP/1.1 200 OK\r\ndate: " : "HTTP/1.1 404 Not Found\r\ndate: ");
    bytes_text(&reply, date());
    bytes_text(&reply, "\r\nserver: uvicorn\r\ncontent-length: ");
    bytes_integer(&reply, (long)body->count);
    bytes_text(&reply, "\r\ncontent-type: application/json\r\n\r\n");
    bytes_add(&reply, body->at, body->count);
    if (is_counted) counters.sent += (long)reply.count;
    return send_all(socket, reply.at, reply.count);
}

// A record is the lengths of path and body as 32-bit numbers, then both.
static void record(FILE *recording, const char *path, size_t path_count, const char *body, size_t body_count) {
    uint32_t counts[2] = {(uint32_t)path_count, (uint32_t)body_count};
    fwrite(counts, sizeof counts, 1, recording);
    fwrite(path, 1, path_count, recording);
    fwrite(body, 1, body_count, recording);
}

static size_t content_length(const char *header, const char *end) {
    static const char name[] = "\ncontent-length:";
    for (const char *line = header; (line = memchr(line, '\n', (size_t)(end - line))) != NULL; line++) {
        if ((size_t)(end - line) > sizeof name && strncasecmp(line, name, sizeof name - 1) == 0) return strtoul(line + sizeof name - 1, NULL, 10);
    }
    return 0;
}

// Answers the request at the start of `incoming`; the bytes it took, 0 if it is not whole yet, -1 if the connection is over.
static ssize_t serve_one(Connection *connection, FILE *recording) {
    static Bytes body;
    const char *start = connection->incoming.at;
    const char *header_end = memmem(start, connection->incoming.count, "\r\n\r\n", 4);
    if (!header_end) return 0;
    size_t content_count = content_length(start, header_end);
    size_t whole = (size_t)(header_end + 4 - start) + content_count;
    if (connection->incoming.count < whole) return 0;
    const char *path = memchr(start, ' ', (size_t)(header_end - start));
    const char *path_end = path ? memchr(path + 1, ' ', (size_t)(header_end - path - 1)) : NULL;
    if (!path_end) return -1;
    path++;
    size_t path_count = (size_t)(path_end - path);
    bool is_post = memcmp(start, "POST ", 5) == 0;
    body.count = 0;
    int status = reply(path, path_count, header_end + 4, content_count, &body);
    if (is_post) {
        counters.requests++;
        counters.received += (long)whole;
        if (recording) record(recording, path, path_count, header_end + 4, content_count);
    }
    return answer(connection->socket, status, &body, is_post) ? (ssize_t)whole : -1;
}

bool connection_serve(Connection *connection, FILE *recording) {
    Bytes *incoming = &connection->incoming;
    bytes_reserve(incoming, 65536);
    ssize_t received = recv(connection->socket, incoming->at + incoming->count, incoming->capacity - incoming->count, 0);
    if (received == 0 || (received < 0 && errno != EAGAIN)) return false;
    if (received < 0) return true;
    incoming->count += (size_t)received;
    for (;;) {
        ssize_t taken = serve_one(connection, recording);
        if (taken < 0) return false;
        if (taken == 0) return true;
        incoming->count -= (size_t)taken;
        memmove(incoming->at, incoming->at + taken, incoming->count);
    }
}
