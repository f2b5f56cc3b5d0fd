#pragma once
#include <png.h>

/* Macros that are expressions do not import; these say the same to Swift. */
static inline png_uint_32 perceo_png_rgba(void) { return PNG_FORMAT_RGBA; }
static inline png_uint_32 perceo_png_rgb(void) { return PNG_FORMAT_RGB; }
static inline png_uint_32 perceo_png_fast(void) { return PNG_IMAGE_FLAG_FAST; }
static inline size_t perceo_png_largest_file(png_image image) { return PNG_IMAGE_PNG_SIZE_MAX(image); }
