#define _GNU_SOURCE
#include "CurlShim.h"
#include <pthread.h>
#include <sys/socket.h>

void curl_shim_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)context;
    (void)purpose;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void curl_shim_close_sockets_on_exec(CURL *handle) {
    (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}

void curl_shim_allow_http_only(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    (curl_easy_setopt)(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    (curl_easy_setopt)(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

void curl_shim_do_not_await_lookups(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
    (curl_easy_setopt)(handle, CURLOPT_QUICK_EXIT, 1L);
#else
    (void)handle;
#endif
}
