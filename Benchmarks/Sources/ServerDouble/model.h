// A language model that is nothing but hashes: any token may follow any other, with a log-prob that depends on the two alone. So what it reports while
// sampling and what it measures on given ids are the same numbers.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { end_of_turn = 128009, longest_answer = 128, context_length = 8192 };

// A token's texts.
typedef struct {
    // As it stands inside a JSON string.
    char json[16];
    char id[8];
    uint8_t json_count, id_count;
} Token;

void model_prepare(void);

// A word of the vocabulary; every hash names one.
int32_t model_word(uint64_t hash);
const Token *model_token(int32_t id);

// The natural logarithm of the probability of `next` after `previous`: a 32-bit float in the shortest decimal form of its 64-bit value, as vLLM
// writes it.
const char *model_logprob(int32_t previous, int32_t next);

// Draws an answer into `ids` with `seed`: between 20 and 80 tokens, 40 in the median, at most `most`; its length. `stopped` tells whether it ended by itself.
size_t model_draw(const int32_t *prompt, size_t prompt_count, uint64_t seed, size_t most, int32_t *ids, bool *stopped);

uint64_t hash_bytes(const char *bytes, size_t count);
