#include "Excerpt.h"

struct writer {
    const Fts5ExtensionApi *api;
    Fts5Context *fts;
    sqlite3_str *written;
    const char *text, *opening, *closing, *ellipsis;
    int length, column;
    /* Tokens of the text: those of the excerpt, and how many have been seen. */
    int start, end, token;
    /* Of the places in the column that have what is looked for, the next and the end; the token behind those before it. */
    int place, places, found_end;
    /* Bytes of the text that are written or left out; where the last token of the excerpt ends. */
    int done, last;
    /* Bytes of the text that may still be written. */
    int room;
    int is_open, is_full;
};

/* A place that has what is looked for, in tokens; they are in order. */
struct place { int phrase, column, start, end; };

static struct place place(const struct writer *writer, int index) {
    struct place place = {0, -1, 0, 0};
    writer->api->xInst(writer->fts, index, &place.phrase, &place.column, &place.start);
    place.end = place.start + writer->api->xPhraseSize(writer->fts, place.phrase);
    return place;
}

/* Those in the column. */
static void find_places(struct writer *writer, int count) {
    while (writer->place < count && place(writer, writer->place).column != writer->column) writer->place++;
    writer->places = writer->place;
    while (writer->places < count && place(writer, writer->places).column == writer->column) writer->places++;
}

static int count_token(void *context, int flags, const char *token, int length, int start, int end) {
    struct writer *writer = context;
    (void)flags, (void)token, (void)length, (void)start, (void)end;
    return ++writer->token < writer->end ? SQLITE_OK : SQLITE_DONE;
}

/* Begins the excerpt so that the first of those places that have most of the phrases beside each other is in its middle. */
static int choose(struct writer *writer, int tokens) {
    enum { PHRASES = 64 };
    int times[PHRASES] = {0}, kinds = 0, most = 0, middle = 0, left = writer->place;
    for (int right = left; right < writer->places; right++) {
        struct place last = place(writer, right), first = place(writer, left);
        if (times[last.phrase % PHRASES]++ == 0) kinds++;
        while (left < right && last.end - first.start > tokens) {
            if (--times[first.phrase % PHRASES] == 0) kinds--;
            first = place(writer, ++left);
        }
        if (kinds > most) {
            most = kinds;
            middle = first.start + (last.end - first.start) / 2;
        }
    }
    writer->start = middle > tokens / 2 ? middle - tokens / 2 : 0;
    writer->end = writer->start + tokens;
    if (writer->start == 0) return SQLITE_OK;
    /* Where the text ends before that, it begins earlier. */
    int code = writer->api->xTokenize(writer->fts, writer->text, writer->length, writer, count_token);
    int missing = writer->end - writer->token;
    writer->start = writer->start > missing ? writer->start - missing : 0;
    writer->end = writer->start + tokens;
    writer->token = 0;
    return code;
}

/* A word may be as long as its text. An excerpt that is full ends between two letters. */
enum { BYTES_OF_TOKEN = 64 };

static void write_until(struct writer *writer, int end) {
    int size = end - writer->done;
    if (size > writer->room) {
        size = writer->room;
        while (size > 0 && (writer->text[writer->done + size] & 0xC0) == 0x80) size--;
        writer->is_full = 1;
    }
    if (size > 0 && writer->room > 0) {
        sqlite3_str_append(writer->written, writer->text + writer->done, size);
        writer->room = writer->is_full ? 0 : writer->room - size;
    }
    writer->done = end;
}

static void open_mark(struct writer *writer, int at) {
    write_until(writer, at);
    if (writer->is_full) return;
    sqlite3_str_appendall(writer->written, writer->opening);
    writer->is_open = 1;
}

static void close_mark(struct writer *writer) {
    write_until(writer, writer->last);
    sqlite3_str_appendall(writer->written, writer->closing);
    writer->is_open = 0;
}

static int take_token(void *context, int flags, const char *token, int length, int start, int end) {
    struct writer *writer = context;
    (void)flags, (void)token, (void)length;
    int number = writer->token++;
    if (number >= writer->end || writer->is_full) return SQLITE_DONE;
    while (writer->place < writer->places) {
        struct place next = place(writer, writer->place);
        if (next.start > number) break;
        if (next.end > writer->found_end) writer->found_end = next.end;
        writer->place++;
    }
    if (number < writer->start) return SQLITE_OK;
    if (number == writer->start && number > 0) {
        sqlite3_str_appendall(writer->written, writer->ellipsis);
        writer->done = start;
    }
    if (number < writer->found_end && !writer->is_open) open_mark(writer, start);
    writer->last = end;
    if (writer->is_open && number + 1 == writer->found_end) close_mark(writer);
    return SQLITE_OK;
}

static int write_excerpt(struct writer *writer, int tokens) {
    int code = choose(writer, tokens);
    if (code == SQLITE_OK) code = writer->api->xTokenize(writer->fts, writer->text, writer->length, writer, take_token);
    /* The phrase goes on behind the excerpt, or the index is not of this text. */
    if (writer->is_open) close_mark(writer);
    int is_cut = writer->token > writer->end;
    write_until(writer, is_cut ? writer->last : writer->length);
    if (is_cut || writer->is_full) sqlite3_str_appendall(writer->written, writer->ellipsis);
    return code == SQLITE_OK ? sqlite3_str_errcode(writer->written) : code;
}

static const char *text_of(sqlite3_value *value) {
    const unsigned char *text = sqlite3_value_text(value);
    return text ? (const char *)text : "";
}

static int make(struct writer *writer, int tokens, char **bytes) {
    int places = 0, code = writer->api->xColumnText(writer->fts, writer->column, &writer->text, &writer->length);
    if (code == SQLITE_OK) code = writer->api->xInstCount(writer->fts, &places);
    if (code != SQLITE_OK) return code;
    find_places(writer, places);
    writer->written = sqlite3_str_new(0);
    writer->room = tokens < 1000 ? tokens * BYTES_OF_TOKEN : 1000 * BYTES_OF_TOKEN;
    code = write_excerpt(writer, tokens);
    *bytes = sqlite3_str_finish(writer->written);
    return code;
}

void excerpt(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int count, sqlite3_value **values) {
    if (count != 5) {
        sqlite3_result_error(result, "excerpt() takes five values", -1);
        return;
    }
    struct writer writer = {
        .api = api, .fts = fts, .column = sqlite3_value_int(values[0]), .opening = text_of(values[1]),
        .closing = text_of(values[2]), .ellipsis = text_of(values[3]),
    };
    char *bytes = 0;
    int code = make(&writer, sqlite3_value_int(values[4]), &bytes);
    if (code == SQLITE_OK) {
        sqlite3_result_text(result, bytes ? bytes : "", -1, SQLITE_TRANSIENT);
    } else {
        sqlite3_result_error_code(result, code);
    }
    sqlite3_free(bytes);
}
