#pragma once
#include <libwebsockets.h>

/* Macros that are expressions and variadic functions do not import; these say the same to Swift. */
static inline size_t perceo_lws_pre(void) { return LWS_PRE; }
static inline int perceo_lws_kill_soon(void) { return (int)LWS_TO_KILL_ASYNC; }
