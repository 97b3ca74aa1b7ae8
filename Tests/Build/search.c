/* Gives the tokenizer of the search every letter and random texts, UTF-8 or not, and looks whether tokens stand in the text one
   behind the other, and are made of themselves again; then has what was found shown, which must be a part of the text. Run
   under sanitizers, which see the rest. Prints nothing and ends with 0, or says what is wrong. */
#include "../../Sources/CSearch/Excerpt.c"
#include "../../Sources/CSearch/Letters.c"
#include "../../Sources/CSearch/Tokenizer.c"

#include "random.h"

enum { MOST = 4000 };

static void check(int holds, const char *what, const char *text) {
    if (holds) return;
    printf("%s: %s\n", what, text);
    exit(1);
}

static size_t any_letter(char *bytes, int is_valid) {
    static const uint32_t starts[] = {
        ' ', 'a', 0xC0, 0x300, 0x370, 0x400, 0x590, 0x600, 0x900, 0xE00, 0x1000, 0x1100, 0x1160, 0x1780, 0x1F00, 0x2000, 0x3000,
        0x3040, 0x3090, 0x30A0, 0x4E00, 0xAC00, 0xFB00, 0xFE00, 0xFF00, 0xFF66, 0x20000, 0xE0100,
    };
    if (!is_valid && any(20) == 0) return bytes[0] = (char)any(256), 1;
    return write_letter(starts[any(sizeof starts / sizeof *starts)] + (uint32_t)any(26), bytes);
}

/* Has neither a zero nor the signs that mark what was found; for the sanitizer in memory of its own. */
static char *any_text(size_t most, int is_valid) {
    char text[MOST + 8];
    size_t length = 0;
    while (length < most) {
        size_t size = any_letter(text + length, is_valid), has_sign = 0;
        for (size_t index = 0; index < size; index++) has_sign |= (unsigned char)text[length + index] < 5;
        if (!has_sign) length += size;
    }
    text[length] = 0;
    return strdup(text);
}

static Fts5Tokenizer *tokenizer;

struct seen {
    const char *text;
    int length, last, count;
    char tokens[4 * MOST];
    size_t tokens_length;
};

static int see(void *context, int flags, const char *token, int length, int start, int end) {
    struct seen *seen = context;
    (void)flags;
    check(length > 0, "an empty token", seen->text);
    check(seen->last <= start && start < end && end <= seen->length, "a token out of its place", seen->text);
    check(seen->tokens_length + (size_t)length + 1 <= sizeof seen->tokens, "more tokens than text", seen->text);
    memcpy(seen->tokens + seen->tokens_length, token, (size_t)length);
    seen->tokens_length += (size_t)length;
    seen->tokens[seen->tokens_length++] = ' ';
    seen->last = end;
    seen->count++;
    return SQLITE_OK;
}

static struct seen tokens_of(const char *text, size_t length) {
    struct seen seen = {.text = text, .length = (int)length};
    /* No zero behind it, so that the sanitizer sees a byte too many. */
    char *copy = malloc(length);
    memcpy(copy, text, length);
    check(tokenize(tokenizer, &seen, 0, copy, (int)length, see) == SQLITE_OK, "an error", text);
    free(copy);
    return seen;
}

static void expect_tokens(const char *text, int is_valid) {
    static struct seen once, twice;
    once = tokens_of(text, strlen(text));
    if (!is_valid) return;
    twice = tokens_of(once.tokens, once.tokens_length);
    check(twice.tokens_length == once.tokens_length, "tokens become others", text);
    check(memcmp(once.tokens, twice.tokens, once.tokens_length) == 0, "tokens become others", text);
}

#define FOUND "SELECT excerpt(posts, 0, char(2), char(3), char(4), ?2) FROM posts WHERE posts MATCH ?1"
static int shown_times;

static void expect_parts(sqlite3 *db, const char *text) {
    sqlite3_stmt *statement;
    size_t length = strlen(text), from = any(length), size = 1 + any(length - from < 30 ? length - from : 30);
    sqlite3_prepare_v2(db, "INSERT INTO posts (rowid, text) VALUES (1, ?)", -1, &statement, 0);
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    check(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(db), text);
    sqlite3_finalize(statement);
    char *query = sqlite3_mprintf("\"%.*s\"", (int)size, text + from);
    for (char *byte = query + 1; byte[1]; byte++) *byte = *byte == '"' ? ' ' : *byte;
    sqlite3_prepare_v2(db, FOUND, -1, &statement, 0);
    sqlite3_bind_text(statement, 1, query, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, 1 + (int)any(40));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        char *shown = strdup((const char *)sqlite3_column_text(statement, 0)), *plain = shown;
        int is_open = 0;
        for (char *byte = shown; *byte; byte++) {
            if (*byte == 2) check(!is_open++, "opened twice", text);
            if (*byte == 3) check(is_open--, "closed twice", text);
            if (*byte > 4 || *byte < 0) *plain++ = *byte;
        }
        *plain = 0;
        check(!is_open, "not closed", text);
        shown_times++;
        check(strstr(text, shown) != 0, "shows another text", text);
        free(shown);
    }
    sqlite3_finalize(statement);
    sqlite3_free(query);
    sqlite3_exec(db, "DELETE FROM posts", 0, 0, 0);
}

#define TABLE "CREATE VIRTUAL TABLE posts USING fts5(text, tokenize = \"unicode61 %s %s %s '%s'\")"

static sqlite3 *prepare(void) {
    sqlite3 *db;
    fts5_api *api = 0;
    fts5_tokenizer registered;
    void *data;
    const char *arguments[] = {ours[0], ours[1], ours[2], ours[3]};
    sqlite3_open(":memory:", &db);
    for (int times = 0; times < 2; times++) check(csearch_register(db) == SQLITE_OK, "not registered", "");
    check(find_api(db, &api) == SQLITE_OK, "no FTS5", "");
    check(api->xFindTokenizer(api, "unicode61", &data, &registered) == SQLITE_OK, "no tokenizer", "");
    check(registered.xCreate == create, "another tokenizer", "");
    check(create(data, arguments, OURS, &tokenizer) == SQLITE_OK && tokenizer->is_ours, "not made", "");
    char *table = sqlite3_mprintf(TABLE, ours[0], ours[1], ours[2], ours[3]);
    check(sqlite3_exec(db, table, 0, 0, 0) == SQLITE_OK, sqlite3_errmsg(db), "");
    sqlite3_free(table);
    return db;
}

int main(void) {
    sqlite3 *db = prepare();
    for (uint32_t letter = 0x80; letter < 0x40000; letter++) {
        char text[8] = "";
        if (letter < 0xD800 || letter > 0xDFFF) write_letter(letter, text);
        expect_tokens(text, 1);
    }
    for (int round = 0; round < 6000; round++) {
        int is_valid = round % 2;
        char *text = any_text(1 + any(round % 100 ? 200 : MOST), is_valid);
        expect_tokens(text, is_valid);
        expect_parts(db, text);
        free(text);
    }
    check(shown_times > 1000, "too little was found", "");
    delete(tokenizer);
    check(sqlite3_close(db) == SQLITE_OK, "not closed", "");
    return 0;
}
