#pragma once
#include <stddef.h>
#include <stdint.h>

/* The longest word of letters beyond ASCII, in bytes; longer ones are known by their beginning. */
enum { MOST_FOLDED = 256 };

enum letter_kind {
    /* Of a word. */
    IN_WORD,
    /* A token by itself, with the marks that follow. */
    ALONE,
    /* A mark of a script of those: stands with what is before it. */
    WITH_ALONE,
    /* A mark that no token has. */
    UNSEEN,
};

enum letter_kind letter_kind(uint32_t letter);

/* The letter that begins at `*at`, and moves that behind it. Of text that is not UTF-8, something. */
uint32_t next_letter(const char **at, const char *end);

/* Writes a token as it is looked for into `folded`, of MOST_FOLDED bytes: without accents, ligatures, widths. Its length. */
size_t fold_word(const char *word, const char *end, char *folded);
