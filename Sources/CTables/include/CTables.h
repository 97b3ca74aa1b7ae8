#pragma once
/* Tables that programs in tools/ make. Each is in a file of its own, so that the linker leaves out those that are not used. */
#include <stddef.h>
#include <stdint.h>

/* What characters become: `from` is in order, and has in its highest byte how many units of `pool` (UTF-16) from `at` on it is. */
struct ctables_mappings {
    const uint32_t *from;
    const uint16_t *at;
    const uint16_t *pool;
    size_t count;
};

/* Where runs of characters of one value begin, in order; the value is the lowest byte. The first begins at 0. */
struct ctables_ranges {
    const uint32_t *starts;
    size_t count;
};

/* Pairs of characters, in order, and what each composes to. */
struct ctables_compositions {
    const uint32_t *first;
    const uint32_t *second;
    const uint32_t *composed;
    size_t count;
};

/* The members of set n are from offsets[n] up to offsets[n + 1]. */
struct ctables_sets {
    const uint16_t *offsets;
    const uint8_t *members;
};

struct ctables_units {
    const uint16_t *units;
    size_t count;
};

struct ctables_bytes {
    const uint8_t *bytes;
    size_t count;
};

/* A program that never uses one can have an empty one in its place (CNoKeys, CNoLooks). */
#define CTABLES_LARGE __attribute__((weak))

extern const struct ctables_mappings unicode_folding;
extern const struct ctables_mappings unicode_compatibility;
extern const struct ctables_mappings unicode_decompositions;
extern const struct ctables_mappings unicode_confusables;
extern const struct ctables_compositions unicode_compositions;
extern const struct ctables_ranges unicode_combining_classes;
extern const struct ctables_ranges unicode_scripts;
extern const struct ctables_sets unicode_script_sets;
extern const struct ctables_ranges unicode_joining_types;
extern const struct ctables_units unicode_emoji_sequences;

/* Words in order, each as how many bytes it begins with like the one before it (less than 0x20), and its other bytes. */
extern const struct ctables_bytes common_passwords;
