// Reads fields of request bodies: JSON that selfplay wrote, compact and well formed. A field is found by its quoted name, which cannot occur inside a
// string, where quotes are escaped.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Where the value of the first field that `name` stands for begins, e.g. "\"seed\":"; NULL if there is none before `end`.
const char *field(const char *from, const char *end, const char *name);

// A whole number, or `otherwise` where the field is missing.
long field_integer(const char *from, const char *end, const char *name, long otherwise);

// Reads the array of whole numbers at `at` into `ids`, at most `most`; how many there were.
size_t read_ids(const char *at, const char *end, int32_t *ids, size_t most);

// The end of the string that begins with a quote at `at`: the place of its last quote.
const char *string_end(const char *at, const char *end);
