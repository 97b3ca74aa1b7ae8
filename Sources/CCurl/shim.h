#pragma once
#include <curl/curl.h>

/* Swift cannot pass C variadic arguments. */
static inline CURLcode ccurl_set_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_size(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}

/* Text, which libcurl copies, or a pointer, which it keeps. */
static inline CURLcode ccurl_set_pointer(CURL *curl, CURLoption option, const void *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode ccurl_set_reader(CURL *curl, curl_read_callback function, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_READFUNCTION, function);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_READDATA, context);
}

static inline CURLcode ccurl_set_listener(CURL *curl, curl_debug_callback function, void *context) {
    CURLcode code = curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, function);
    if (code == CURLE_OK) code = curl_easy_setopt(curl, CURLOPT_DEBUGDATA, context);
    return code != CURLE_OK ? code : curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
}

/* How many connections the last transfer has opened: none if it used one that was open. */
static inline long ccurl_new_connections(CURL *curl) {
    long count = 0;
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &count);
    return count;
}
