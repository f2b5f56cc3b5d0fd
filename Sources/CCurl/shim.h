#pragma once
#include <curl/curl.h>
#include <stddef.h>
#include <stdio.h>

/* Variadic functions and macros that are expressions do not import; these say the same to Swift. */
typedef size_t (*perceo_curl_sink)(char *bytes, size_t size, size_t count, void *owner);

static inline CURLcode perceo_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode perceo_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode perceo_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode perceo_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode perceo_curl_set_sink(CURL *easy, CURLoption option, perceo_curl_sink value) {
    return curl_easy_setopt(easy, option, value);
}
static inline long perceo_curl_status(CURL *easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}
static inline CURLcode perceo_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
