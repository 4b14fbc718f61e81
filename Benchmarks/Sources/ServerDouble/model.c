#include "model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { words = 4096, first_word = 1000, word_step = 29, logprobs = 4096 };

static Token vocabulary[words];
static Token marker = {.json = "", .id = "128009", .json_count = 0, .id_count = 6};
static char logprob_texts[logprobs][28];

// SplitMix64's finaliser.
static uint64_t mix(uint64_t value) {
    value += 0x9E3779B97F4A7C15ull;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
    return value ^ (value >> 31);
}

uint64_t hash_bytes(const char *bytes, size_t count) {
    uint64_t hash = count;
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = mix(hash ^ word);
    }
    uint64_t rest = 0;
    memcpy(&rest, bytes, count);
    return mix(hash ^ rest);
}

static void prepare_word(int index) {
    static const char *const onsets[] = {"b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr"};
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
    static const char *const marks[] = {".", ",", ".\\n", " \\\"", "\\\"", " –", "é", ":"};
    Token *token = &vocabulary[index];
    uint64_t hash = mix((uint64_t)index);
    if (index % 12 == 0) {
        snprintf(token->json, sizeof token->json, "%s", marks[hash % 8]);
    } else if (index % 3 == 0) {
        snprintf(token->json, sizeof token->json, "%s%s", onsets[hash % 16], vowels[hash / 16 % 8]);
    } else {
        snprintf(token->json, sizeof token->json, " %s%s%s", onsets[hash % 16], vowels[hash / 16 % 8], onsets[hash / 128 % 14]);
    }
    token->json_count = (uint8_t)strlen(token->json);
    token->id_count = (uint8_t)snprintf(token->id, sizeof token->id, "%d", first_word + word_step * index);
}

static void prepare_logprob(int index) {
    double share = ((double)index + 0.5) / logprobs;
    double value = (double)(float)(-7 * share * share * share);
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(logprob_texts[index], sizeof logprob_texts[index], "%.*g", digits, value);
        if (strtod(logprob_texts[index], NULL) == value) return;
    }
}

void model_prepare(void) {
    for (int index = 0; index < words; index++) prepare_word(index);
    for (int index = 0; index < logprobs; index++) prepare_logprob(index);
}

int32_t model_word(uint64_t hash) { return first_word + word_step * (int32_t)(mix(hash) % words); }

const Token *model_token(int32_t id) {
    int32_t index = (id - first_word) / word_step;
    return id >= first_word && index < words && first_word + word_step * index == id ? &vocabulary[index] : &marker;
}

const char *model_logprob(int32_t previous, int32_t next) {
    return logprob_texts[mix((uint64_t)(uint32_t)previous << 32 | (uint32_t)next) % logprobs];
}

size_t model_draw(const int32_t *prompt, size_t prompt_count, uint64_t seed, size_t most, int32_t *ids, bool *stopped) {
    uint64_t state = mix(seed ^ hash_bytes((const char *)prompt, prompt_count * sizeof *prompt));
    double share = (double)(state >> 11) / (double)(1ull << 53);
    size_t count = (size_t)(40 * pow(4, share - 0.5) + 0.5);
    *stopped = count <= most;
    if (!*stopped) count = most;
    for (size_t place = 0; place < count; place++) ids[place] = model_word(state + place);
    if (*stopped) ids[count - 1] = end_of_turn;
    return count;
}
