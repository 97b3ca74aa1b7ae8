#pragma once
#include <zlib.h>

/* A macro that passes the size of the structure, which Swift does not import. */
static inline int czlib_deflate_init(z_stream *stream, int level, int window_bits, int memory_level) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY);
}
