#pragma once
#include <stddef.h>

/* A template compiled into the scripts, so that a binary alone in cgi-bin shows its pages. */
typedef struct {
    const char *name;
    const unsigned char *source;
    size_t length;
} ctemplates_template;

extern const ctemplates_template ctemplates_all[];
extern const size_t ctemplates_count;
