#include "CTemplates.h"
#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

#include "List.h"

const size_t ctemplates_count = sizeof all / sizeof all[0];

const ctemplates_template *ctemplates_at(size_t index) {
    return index < ctemplates_count ? &all[index] : NULL;
}

/* The list is sorted by names. */
const ctemplates_template *ctemplates_named(const char *name) {
    size_t low = 0, high = ctemplates_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, all[middle].name);
        if (order == 0) return &all[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}
