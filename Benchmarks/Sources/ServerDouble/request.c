#include "request.h"

#include <stdlib.h>
#include <string.h>

const char *field(const char *from, const char *end, const char *name) {
    size_t count = strlen(name);
    const char *place = memmem(from, (size_t)(end - from), name, count);
    return place ? place + count : NULL;
}

long field_integer(const char *from, const char *end, const char *name, long otherwise) {
    const char *value = field(from, end, name);
    return value ? strtol(value, NULL, 10) : otherwise;
}

size_t read_ids(const char *at, const char *end, int32_t *ids, size_t most) {
    size_t count = 0;
    if (at < end && *at == '[') at++;
    while (at < end && *at >= '0' && *at <= '9' && count < most) {
        int32_t id = 0;
        while (at < end && *at >= '0' && *at <= '9') id = id * 10 + (*at++ - '0');
        ids[count++] = id;
        if (at < end && *at == ',') at++;
    }
    return count;
}

const char *string_end(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++) {
        if (*at == '\\') at++;
    }
    return at;
}
