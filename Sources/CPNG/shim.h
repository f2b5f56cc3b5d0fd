#pragma once
#include <png.h>

/* Macros that are expressions do not import; these say the same to Swift. */
static inline png_uint_32 perceo_png_rgba(void) { return PNG_FORMAT_RGBA; }
static inline png_uint_32 perceo_png_rgb(void) { return PNG_FORMAT_RGB; }
static inline png_uint_32 perceo_png_fast(void) { return PNG_IMAGE_FLAG_FAST; }
static inline size_t perceo_png_largest_file(png_image image) { return PNG_IMAGE_PNG_SIZE_MAX(image); }

/* The library reports errors by jumping out of its calls, which Swift cannot take part in; so the whole of packing a
   file anew happens here. One row is in memory at a time. */
#include <string.h>

struct perceo_png_bytes {
    unsigned char *at;
    size_t left;
};

static inline void perceo_png_pull(png_structp png, png_bytep to, png_size_t count) {
    struct perceo_png_bytes *source = (struct perceo_png_bytes *)png_get_io_ptr(png);
    if (count > source->left) png_error(png, "the file ends too early");
    memcpy(to, source->at, count);
    source->at += count;
    source->left -= count;
}

static inline void perceo_png_push(png_structp png, png_bytep from, png_size_t count) {
    struct perceo_png_bytes *sink = (struct perceo_png_bytes *)png_get_io_ptr(png);
    if (count > sink->left) png_error(png, "no gain");
    memcpy(sink->at, from, count);
    sink->at += count;
    sink->left -= count;
}

static inline void perceo_png_flush(png_structp png) { (void)png; }
static inline void perceo_png_quiet(png_structp png, png_const_charp words) { (void)png; (void)words; }
static inline void perceo_png_fail(png_structp png, png_const_charp words) { (void)words; png_longjmp(png, 1); }

/* Copies the rows of an open reader to an open writer; 0 for a kind of file that is left alone, or one that is broken. */
static inline int perceo_png_copy(png_structp reader, png_infop read, png_structp writer, png_infop write,
                                  png_bytep *row) {
    if (setjmp(png_jmpbuf(reader))) return 0;
    if (setjmp(png_jmpbuf(writer))) return 0;
    png_read_info(reader, read);
    png_uint_32 width, height;
    int depth, kind, interlace, compression, filter;
    png_get_IHDR(reader, read, &width, &height, &depth, &kind, &interlace, &compression, &filter);
    if (depth != 8 || interlace != PNG_INTERLACE_NONE) return 0;
    if (kind != PNG_COLOR_TYPE_RGB && kind != PNG_COLOR_TYPE_RGB_ALPHA) return 0;
    png_set_IHDR(writer, write, width, height, depth, kind, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(writer, 6);
    png_set_filter(writer, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(writer, write);
    *row = (png_bytep)png_malloc(reader, png_get_rowbytes(reader, read));
    for (png_uint_32 y = 0; y < height; y++) {
        png_read_row(reader, *row, NULL);
        png_write_row(writer, *row);
    }
    png_read_end(reader, NULL);
    png_write_end(writer, NULL);
    return 1;
}

/* The size of the smaller file that now stands at `out`, or 0 when there is none. */
static inline size_t perceo_png_repack(const unsigned char *in, size_t count, unsigned char *out) {
    struct perceo_png_bytes source = { (unsigned char *)in, count };
    struct perceo_png_bytes sink = { out, count };
    png_structp reader = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, perceo_png_fail, perceo_png_quiet);
    png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, perceo_png_fail, perceo_png_quiet);
    png_infop read = reader ? png_create_info_struct(reader) : NULL;
    png_infop write = writer ? png_create_info_struct(writer) : NULL;
    png_bytep row = NULL;
    int is_done = 0;
    if (read && write) {
        png_set_read_fn(reader, &source, perceo_png_pull);
        png_set_write_fn(writer, &sink, perceo_png_push, perceo_png_flush);
        is_done = perceo_png_copy(reader, read, writer, write, &row);
    }
    if (row) png_free(reader, row);
    png_destroy_read_struct(&reader, &read, NULL);
    png_destroy_write_struct(&writer, &write);
    return is_done ? count - sink.left : 0;
}
