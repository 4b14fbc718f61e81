// One kept-alive HTTP/1.1 connection.
#pragma once
#include <stdbool.h>
#include <stdio.h>

typedef struct Connection Connection;

Connection *connection_new(int socket);
void connection_free(Connection *connection);

// Reads what has come and answers every whole request in it; false once the connection is over. POSTs are appended to `recording`, if there is one.
bool connection_serve(Connection *connection, FILE *recording);

// What came and went since this was asked last: POSTs, and their bytes and those of their replies, headers included.
typedef struct {
    long requests, received, sent;
} Counters;

Counters connections_take_counters(void);
