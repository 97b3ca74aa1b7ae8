#include "CSearch.h"

#include <string.h>

#include "Excerpt.h"
#include "Letters.h"

/* Takes the place of SQLite's unicode61, and makes what that would: but with these arguments, of which an index of ours is
   known, it divides and folds words further. So other programs, which know nothing of it, open such an index. Where what it
   makes of a text changes, the arguments must, because a text is taken out of an index by the tokens that it was put in with. */
static const char *const ours[] = {"remove_diacritics", "2", "categories", "L* N* Co Mn Mc"};
enum { OURS = sizeof ours / sizeof *ours };

/* SQLite's own. */
struct plain {
    fts5_tokenizer tokenizer;
    void *data;
};

struct Fts5Tokenizer {
    const fts5_tokenizer *plain;
    Fts5Tokenizer *words;
    int is_ours;
};

typedef int token_function(void *context, int flags, const char *token, int length, int start, int end);

struct output {
    const char *text;
    token_function *function;
    void *context;
};

static int is_ascii(const char *bytes, int length) {
    for (int index = 0; index < length; index++) {
        if (bytes[index] & 0x80) return 0;
    }
    return 1;
}

/* Moves behind the first part of a word: letters, or one that is a token by itself with its marks. */
static void skip_part(const char **at, const char *end) {
    enum letter_kind first = UNSEEN;
    while (*at < end) {
        const char *next = *at;
        enum letter_kind kind = letter_kind(next_letter(&next, end));
        if (first == UNSEEN) {
            if (kind != UNSEEN) first = kind == IN_WORD ? IN_WORD : ALONE;
        } else if (kind != UNSEEN && (first == IN_WORD ? kind != IN_WORD : kind != WITH_ALONE)) {
            break;
        }
        *at = next;
    }
}

/* A word of unicode61. Of the text's letters the token lacks only such as are unseen, so that the parts of both are in step. */
static int take_word(void *context, int flags, const char *token, int length, int start, int end) {
    struct output *output = context;
    const char *at = output->text + start, *text_end = output->text + end, *token_end = token + length;
    int code = SQLITE_OK;
    if (is_ascii(token, length)) return length ? output->function(output->context, flags, token, length, start, end) : code;
    while (code == SQLITE_OK && at < text_end) {
        const char *part = token, *from = at;
        char folded[MOST_FOLDED];
        skip_part(&at, text_end);
        skip_part(&token, token_end);
        int count = (int)fold_word(part, token, folded);
        int part_start = (int)(from - output->text), part_end = (int)(at - output->text);
        if (count) code = output->function(output->context, flags, folded, count, part_start, part_end);
    }
    return code;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, token_function *function) {
    struct output output = {text, function, context};
    if (!tokenizer->is_ours) return tokenizer->plain->xTokenize(tokenizer->words, context, flags, text, length, function);
    return tokenizer->plain->xTokenize(tokenizer->words, &output, flags, text, length, take_word);
}

static void delete(Fts5Tokenizer *tokenizer) {
    if (tokenizer->words) tokenizer->plain->xDelete(tokenizer->words);
    sqlite3_free(tokenizer);
}

static int create(void *data, const char **arguments, int count, Fts5Tokenizer **created) {
    struct plain *plain = data;
    Fts5Tokenizer *tokenizer = sqlite3_malloc(sizeof *tokenizer);
    if (!tokenizer) return SQLITE_NOMEM;
    *tokenizer = (Fts5Tokenizer){.plain = &plain->tokenizer, .is_ours = count == OURS};
    for (int index = 0; tokenizer->is_ours && index < OURS; index++) {
        tokenizer->is_ours = strcmp(arguments[index], ours[index]) == 0;
    }
    int code = plain->tokenizer.xCreate(plain->data, arguments, count, &tokenizer->words);
    if (code == SQLITE_OK) {
        *created = tokenizer;
    } else {
        delete(tokenizer);
    }
    return code;
}

static int find_api(sqlite3 *db, fts5_api **api) {
    sqlite3_stmt *statement = 0;
    int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, 0);
    if (code != SQLITE_OK) return code;
    sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", 0);
    sqlite3_step(statement);
    code = sqlite3_finalize(statement);
    return code == SQLITE_OK && !*api ? SQLITE_ERROR : code;
}

int csearch_register(sqlite3 *db) {
    static const char name[] = "unicode61";
    fts5_tokenizer tokenizer = {create, delete, tokenize};
    fts5_api *api = 0;
    struct plain plain;
    int code = find_api(db, &api);
    if (code == SQLITE_OK) code = api->xFindTokenizer(api, name, &plain.data, &plain.tokenizer);
    if (code != SQLITE_OK || plain.tokenizer.xCreate == create) return code;
    struct plain *kept = sqlite3_malloc(sizeof plain);
    if (!kept) return SQLITE_NOMEM;
    *kept = plain;
    code = api->xCreateTokenizer(api, name, kept, &tokenizer, sqlite3_free);
    if (code == SQLITE_OK) return api->xCreateFunction(api, "excerpt", 0, excerpt, 0);
    sqlite3_free(kept);
    return code;
}
