#pragma once
#include <libwebsockets.h>
#include <sys/prctl.h>

/* Macros that are expressions and variadic functions do not import; these say the same to Swift. */
static inline size_t perceo_lws_pre(void) { return LWS_PRE; }
static inline int perceo_lws_kill_soon(void) { return (int)LWS_TO_KILL_ASYNC; }
static inline void perceo_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
