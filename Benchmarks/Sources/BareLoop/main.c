// Sends recorded requests again and receives the replies, with nothing around libcurl: what any orchestrator has to do at least.
//
//     bare-loop PORT RECORDING REQUESTS-IN-FLIGHT
//
// One thread, libcurl's multi interface over epoll, kept connections; request headers are those of selfplay.
#include <curl/curl.h>

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    CURL *handle;
    char *reply;
    size_t count, capacity;
} Transfer;

static const char *next_request, *recording_end;
static char base[64];
static struct curl_slist *headers;
static long sent, finished, received_bytes, failures;
static int poller;
static long timeout_ms = -1;

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    Transfer *transfer = context;
    size_t length = size * count;
    if (transfer->count + length > transfer->capacity) {
        transfer->capacity = (transfer->count + length) * 2;
        transfer->reply = realloc(transfer->reply, transfer->capacity);
        if (!transfer->reply) return 0;
    }
    memcpy(transfer->reply + transfer->count, bytes, length);
    transfer->count += length;
    return length;
}

static size_t receive_header(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

// Gives a handle the next recorded request; 0 when there is none left.
static int aim(Transfer *transfer) {
    if (next_request >= recording_end) return 0;
    uint32_t counts[2];
    memcpy(counts, next_request, sizeof counts);
    const char *path = next_request + sizeof counts;
    const char *body = path + counts[0];
    next_request = body + counts[1];
    char url[256];
    snprintf(url, sizeof url, "%s%.*s", base, (int)counts[0], path);
    curl_easy_setopt(transfer->handle, CURLOPT_URL, url);
    curl_easy_setopt(transfer->handle, CURLOPT_POST, 1L);
    curl_easy_setopt(transfer->handle, CURLOPT_POSTFIELDSIZE, (long)counts[1]);
    curl_easy_setopt(transfer->handle, CURLOPT_POSTFIELDS, body);
    transfer->count = 0;
    sent++;
    return 1;
}

static void set_up(Transfer *transfer) {
    CURL *handle = transfer->handle = curl_easy_init();
    if (!handle) abort();
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, receive_header);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, transfer);
}

static int watch(CURL *handle, curl_socket_t socket, int interest, void *context, void *known) {
    (void)handle, (void)context;
    struct epoll_event event = {.data.fd = socket};
    if (interest & CURL_POLL_IN) event.events |= EPOLLIN;
    if (interest & CURL_POLL_OUT) event.events |= EPOLLOUT;
    if (interest == CURL_POLL_REMOVE) {
        epoll_ctl(poller, EPOLL_CTL_DEL, socket, NULL);
    } else {
        epoll_ctl(poller, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
        if (!known) curl_multi_assign(context, socket, context);
    }
    return 0;
}

static int set_timer(CURLM *multi, long milliseconds, void *context) {
    (void)multi, (void)context;
    timeout_ms = milliseconds;
    return 0;
}

// Takes what is finished and starts what comes next with the same handles.
static void turn_over(CURLM *multi) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        Transfer *transfer;
        long status = 0;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
        if (message->data.result != CURLE_OK || status != 200) failures++;
        received_bytes += (long)transfer->count;
        finished++;
        curl_multi_remove_handle(multi, transfer->handle);
        if (aim(transfer)) curl_multi_add_handle(multi, transfer->handle);
    }
}

static void map_recording(const char *path) {
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status)) {
        perror("bare-loop: cannot read the recording");
        exit(1);
    }
    next_request = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (next_request == MAP_FAILED) exit(1);
    recording_end = next_request + status.st_size;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fputs("usage: bare-loop PORT RECORDING REQUESTS-IN-FLIGHT\n", stderr);
        return 2;
    }
    snprintf(base, sizeof base, "http://127.0.0.1:%s", arguments[1]);
    map_recording(arguments[2]);
    int in_flight = atoi(arguments[3]);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    headers = curl_slist_append(NULL, "Expect:");
    headers = curl_slist_append(headers, "Accept: application/json");
    headers = curl_slist_append(headers, "Content-Type: application/json");
    poller = epoll_create1(EPOLL_CLOEXEC);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, multi);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 4096L);
    Transfer *transfers = calloc((size_t)in_flight, sizeof *transfers);
    for (int i = 0; i < in_flight; i++) {
        set_up(&transfers[i]);
        if (aim(&transfers[i])) curl_multi_add_handle(multi, transfers[i].handle);
    }
    // Not as long as libcurl has something running: it may have finished all before anyone took note.
    while (finished < sent) {
        int running;
        struct epoll_event events[256];
        int ready = epoll_wait(poller, events, 256, timeout_ms < 0 ? -1 : (int)timeout_ms);
        for (int i = 0; i < ready; i++) {
            int happened = (events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) | (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0)
                | (events[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
            curl_multi_socket_action(multi, events[i].data.fd, happened, &running);
        }
        if (ready == 0 || timeout_ms == 0) {
            timeout_ms = -1;
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        }
        turn_over(multi);
    }
    printf("%ld requests, %ld bytes of replies, %ld failures\n", sent, received_bytes, failures);
    return failures ? 1 : 0;
}
