// A growing run of bytes.
#pragma once
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *at;
    size_t count, capacity;
} Bytes;

static inline void bytes_reserve(Bytes *bytes, size_t more) {
    if (bytes->count + more <= bytes->capacity) return;
    while (bytes->count + more > bytes->capacity) bytes->capacity = bytes->capacity ? bytes->capacity * 2 : 4096;
    bytes->at = realloc(bytes->at, bytes->capacity);
    if (!bytes->at) abort();
}

static inline void bytes_add(Bytes *bytes, const char *from, size_t count) {
    bytes_reserve(bytes, count);
    memcpy(bytes->at + bytes->count, from, count);
    bytes->count += count;
}

static inline void bytes_text(Bytes *bytes, const char *text) { bytes_add(bytes, text, strlen(text)); }

static inline void bytes_integer(Bytes *bytes, long value) {
    char digits[24];
    char *end = digits + sizeof digits, *start = end;
    unsigned long rest = value < 0 ? 0ul - (unsigned long)value : (unsigned long)value;
    do *--start = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) *--start = '-';
    bytes_add(bytes, start, (size_t)(end - start));
}
