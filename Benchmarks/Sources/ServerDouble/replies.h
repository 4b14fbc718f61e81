// The bodies of the replies.
#pragma once
#include "bytes.h"

void replies_prepare(void);

// Appends the reply's body to `body`; its HTTP status. Equal requests get equal replies.
int reply(const char *path, size_t path_count, const char *request, size_t request_count, Bytes *body);
