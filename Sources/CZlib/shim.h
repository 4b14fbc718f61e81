#include <zlib.h>

// `inflateInit2` is a macro, which Swift does not see.
static inline int selfplay_inflate_init_any_header(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
