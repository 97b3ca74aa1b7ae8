#pragma once
#include <stddef.h>

/* A template compiled into the scripts, so that a binary alone in cgi-bin shows its pages. */
typedef struct {
    const char *name;
    const unsigned char *source;
    size_t length;
} ctemplates_template;

extern const size_t ctemplates_count;

/* Null beyond the last one. */
const ctemplates_template *ctemplates_at(size_t index);

/* Null if there is none with this name. */
const ctemplates_template *ctemplates_named(const char *name);
