#ifndef CURL_SHIM_H
#define CURL_SHIM_H

// What Swift cannot say to libcurl itself: its variadic functions, once for each type of argument, and what differs between its versions.

#include <curl/curl.h>
// Not in Swift's own door to glibc.
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline CURLcode curl_shim_set_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_shim_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_shim_set_text(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_shim_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return (curl_easy_setopt)(handle, option, value);
}

// Both callbacks of incoming data, header lines and body, have this type.
typedef size_t (*curl_shim_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode curl_shim_set_receiver(CURL *handle, CURLoption option, curl_shim_receiver receiver) {
    return (curl_easy_setopt)(handle, option, receiver);
}

static inline CURLcode curl_shim_get_long(CURL *handle, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLcode curl_shim_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLcode curl_shim_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLMcode curl_shim_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode curl_shim_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode curl_shim_multi_set_socket_callback(CURLM *multi, curl_socket_callback callback) {
    return (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

static inline CURLMcode curl_shim_multi_set_timer_callback(CURLM *multi, curl_multi_timer_callback callback) {
    return (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, callback);
}

// Makes the handle open its sockets close-on-exec, so that a trainer started meanwhile does not inherit them.
void curl_shim_close_sockets_on_exec(CURL *handle);

// Restricts the handle to http and https.
void curl_shim_allow_http_only(CURL *handle);

// Makes removing a transfer not wait for its name look-up to end (libcurl 7.87 and later).
void curl_shim_do_not_await_lookups(CURL *handle);

// Names the calling thread for debuggers and `top`.
void curl_shim_name_thread(const char *name);

#endif
