/* glibc's settings of its heap, which the Swift overlay leaves out. */
#pragma once
#include <malloc.h>
