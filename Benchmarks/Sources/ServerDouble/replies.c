// Shapes after vLLM 0.33 (`entrypoints/openai/completion/protocol.py`, `entrypoints/serve/tokenize/protocol.py`: all fields, in this order) and
// OpenRLHF 0.11 (`openrlhf/cli/serve_rm.py`).
#include "replies.h"

#include "model.h"
#include "request.h"

#include <stdbool.h>
#include <stdio.h>

void replies_prepare(void) { model_prepare(); }

static void add_ids(Bytes *body, const int32_t *ids, size_t count) {
    bytes_text(body, "[");
    for (size_t place = 0; place < count; place++) {
        if (place) bytes_text(body, ",");
        bytes_integer(body, ids[place]);
    }
    bytes_text(body, "]");
}

static void add_token_id(Bytes *body, const Token *token) {
    bytes_text(body, "\"token_id:");
    bytes_add(body, token->id, token->id_count);
    bytes_text(body, "\"");
}

// What was sampled: `ids` after `previous`.
static void add_logprobs(Bytes *body, int32_t previous, const int32_t *ids, size_t count) {
    bytes_text(body, "{\"text_offset\":[");
    long offset = 0;
    for (size_t place = 0; place < count; place++) {
        if (place) bytes_text(body, ",");
        bytes_integer(body, offset);
        offset += 9 + model_token(ids[place])->id_count;
    }
    bytes_text(body, "],\"token_logprobs\":[");
    for (size_t place = 0; place < count; place++) {
        if (place) bytes_text(body, ",");
        bytes_text(body, model_logprob(place ? ids[place - 1] : previous, ids[place]));
    }
    bytes_text(body, "],\"tokens\":[");
    for (size_t place = 0; place < count; place++) {
        if (place) bytes_text(body, ",");
        add_token_id(body, model_token(ids[place]));
    }
    bytes_text(body, "],\"top_logprobs\":[");
    for (size_t place = 0; place < count; place++) {
        bytes_text(body, place ? ",{" : "{");
        add_token_id(body, model_token(ids[place]));
        bytes_text(body, ":");
        bytes_text(body, model_logprob(place ? ids[place - 1] : previous, ids[place]));
        bytes_text(body, "}");
    }
    bytes_text(body, "]}");
}

// The log-probs of given ids.
static void add_prompt_logprobs(Bytes *body, const int32_t *ids, size_t count) {
    bytes_text(body, "[null");
    for (size_t place = 1; place < count; place++) {
        bytes_text(body, ",{\"");
        bytes_integer(body, ids[place]);
        bytes_text(body, "\":{\"logprob\":");
        bytes_text(body, model_logprob(ids[place - 1], ids[place]));
        bytes_text(body, ",\"rank\":1,\"decoded_token\":\"");
        const Token *token = model_token(ids[place]);
        bytes_add(body, token->json, token->json_count);
        bytes_text(body, "\"}}");
    }
    bytes_text(body, "]");
}

static void complete(const char *request, const char *end, Bytes *body) {
    static int32_t prompt[context_length];
    const char *field_prompt = field(request, end, "\"prompt\":");
    size_t prompt_count = field_prompt ? read_ids(field_prompt, end, prompt, context_length) : 0;
    long choices = field_integer(request, end, "\"n\":", 1);
    long seed = field_integer(request, end, "\"seed\":", 0);
    long most = field_integer(request, end, "\"max_tokens\":", 16);
    bool is_scoring = field(request, end, "\"prompt_logprobs\":") != NULL;
    bool has_logprobs = field(request, end, "\"logprobs\":") != NULL;
    if (most > longest_answer) most = longest_answer;
    char id[64];
    snprintf(id, sizeof id, "{\"id\":\"cmpl-%016llx%016llx\"", (unsigned long long)hash_bytes(request, (size_t)(end - request)), (unsigned long long)seed);
    bytes_text(body, id);
    bytes_text(body, ",\"object\":\"text_completion\",\"created\":1790000000,\"model\":\"policy\",\"choices\":[");
    long written = 0;
    for (long choice = 0; choice < choices; choice++) {
        int32_t ids[longest_answer];
        bool stopped;
        size_t count = model_draw(prompt, prompt_count, (uint64_t)(seed + choice), (size_t)most, ids, &stopped);
        written += (long)count;
        bytes_text(body, choice ? ",{\"index\":" : "{\"index\":");
        bytes_integer(body, choice);
        bytes_text(body, ",\"text\":\"");
        for (size_t place = 0; place < count; place++) {
            const Token *token = model_token(ids[place]);
            bytes_add(body, token->json, token->json_count);
        }
        bytes_text(body, "\",\"logprobs\":");
        if (has_logprobs) {
            add_logprobs(body, prompt_count ? prompt[prompt_count - 1] : 0, ids, count);
        } else {
            bytes_text(body, "null");
        }
        bytes_text(body, stopped ? ",\"finish_reason\":\"stop\"" : ",\"finish_reason\":\"length\"");
        bytes_text(body, ",\"stop_reason\":null,\"token_ids\":");
        add_ids(body, ids, count);
        bytes_text(body, ",\"prompt_logprobs\":");
        if (is_scoring) {
            add_prompt_logprobs(body, prompt, prompt_count);
        } else {
            bytes_text(body, "null");
        }
        bytes_text(body, ",\"prompt_token_ids\":");
        add_ids(body, prompt, prompt_count);
        bytes_text(body, ",\"routed_experts\":null,\"weight_versions\":null}");
    }
    bytes_text(body, "],\"service_tier\":null,\"system_fingerprint\":\"vllm-0.33.0-tp1-00000000\",\"usage\":{\"prompt_tokens\":");
    bytes_integer(body, (long)prompt_count);
    bytes_text(body, ",\"total_tokens\":");
    bytes_integer(body, (long)prompt_count + written);
    bytes_text(body, ",\"completion_tokens\":");
    bytes_integer(body, written);
    bytes_text(body, ",\"prompt_tokens_details\":null},\"kv_transfer_params\":null,\"ec_transfer_params\":null,\"metrics\":null}");
}

// One token for about four bytes of the conversation, between the template's own.
static void tokenize(const char *request, const char *end, Bytes *body) {
    static const int32_t opening[] = {128000, 128006, 882, 128007, 271}, closing[] = {128009, 128006, 78191, 128007, 271};
    static int32_t ids[context_length];
    size_t count = 0;
    for (int place = 0; place < 5; place++) ids[count++] = opening[place];
    const char *content = request;
    while ((content = field(content, end, "\"content\":")) != NULL) {
        const char *last = string_end(content, end);
        for (const char *piece = content + 1; piece < last && count < context_length - 5; piece += 4) {
            size_t left = (size_t)(last - piece);
            ids[count++] = model_word(hash_bytes(piece, left < 4 ? left : 4));
        }
    }
    for (int place = 0; place < 5; place++) ids[count++] = closing[place];
    bytes_text(body, "{\"count\":");
    bytes_integer(body, (long)count);
    bytes_text(body, ",\"max_model_len\":8192,\"tokens\":");
    add_ids(body, ids, count);
    bytes_text(body, ",\"token_strs\":null}");
}

// Scores between -10 and 10 from nothing but the text's hash.
static void add_scores(const char *request, const char *end, Bytes *body) {
    const char *at = field(request, end, "\"query\":");
    bytes_text(body, "[");
    for (bool is_first = true; at && at < end && *at != ']'; is_first = false) {
        const char *text = at + 1, *last = string_end(text, end);
        char score[40];
        snprintf(score, sizeof score, "%s%.16g", is_first ? "" : ",", (double)(float)((double)(hash_bytes(text, (size_t)(last - text)) >> 44) / 52428.8 - 10));
        bytes_text(body, score);
        at = last + 1;
    }
    bytes_text(body, "]");
}

static void reward(const char *request, const char *end, Bytes *body) {
    bytes_text(body, "{\"rewards\":");
    size_t start = body->count;
    add_scores(request, end, body);
    size_t count = body->count - start;
    bytes_text(body, ",\"scores\":");
    bytes_reserve(body, count);
    bytes_add(body, body->at + start, count);
    bytes_text(body, ",\"extra_logs\":{\"dummy_scores\":");
    bytes_reserve(body, count);
    bytes_add(body, body->at + start, count);
    bytes_text(body, "}}");
}

int reply(const char *path, size_t path_count, const char *request, size_t request_count, Bytes *body) {
    const char *end = request + request_count;
#define IS(text) (path_count == sizeof text - 1 && memcmp(path, text, sizeof text - 1) == 0)
    if (IS("/v1/completions")) {
        complete(request, end, body);
    } else if (IS("/tokenize")) {
        tokenize(request, end, body);
    } else if (IS("/get_reward")) {
        reward(request, end, body);
    } else if (IS("/v1/models")) {
        bytes_text(body, "{\"object\":\"list\",\"data\":[{\"id\":\"policy\",\"object\":\"model\",\"created\":1790000000,\"owned_by\":\"vllm\","
                         "\"root\":\"policy\",\"parent\":null,\"max_model_len\":8192,\"permission\":[]}]}");
    } else if (IS("/version")) {
        bytes_text(body, "{\"version\":\"0.33.0\"}");
    } else {
        bytes_text(body, "{\"detail\":\"Not Found\"}");
        return 404;
    }
    return 200;
#undef IS
}
