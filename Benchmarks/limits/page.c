/* The limit of a page of posts: reads the rows that the page shows, by the same file and much the same queries, and prints
   the same bytes. page.h, which bench/limit_pages.py makes of the real page, has the page's parts in order: text as it
   stands there, or a column of a row that is read. DATABASE is the file's path, given at compile time. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct part {
    const char *text; /* or NULL for a value */
    int length, query, row, column, is_html;
};

#include "page.h"

struct value {
    char *text;
    int length;
};

static char *page;
static size_t length;

static void append(const char *text, size_t count) {
    memcpy(page + length, text, count);
    length += count;
}

static void append_escaped(const char *text, int count) {
    for (int i = 0; i < count; i++) switch (text[i]) {
        case '&': append("&amp;", 5); break;
        case '<': append("&lt;", 4); break;
        case '>': append("&gt;", 4); break;
        case '\'': append("&#39;", 5); break;
        case '"': append("&#34;", 5); break;
        default: page[length++] = text[i];
        }
}

int main(void) {
    static struct value values[QUERIES][ROWS][COLUMNS];
    sqlite3 *database;
    if (sqlite3_open_v2(DATABASE, &database, SQLITE_OPEN_READONLY, 0) != SQLITE_OK) return 1;
    /* As the site does while the mail worker writes. */
    sqlite3_busy_timeout(database, 5000);
    for (int query = 0; query < QUERIES; query++) {
        sqlite3_stmt *rows;
        if (sqlite3_prepare_v2(database, queries[query], -1, &rows, 0) != SQLITE_OK) return 1;
        for (int row = 0; row < ROWS && sqlite3_step(rows) == SQLITE_ROW; row++)
            for (int column = 0; column < sqlite3_column_count(rows) && column < COLUMNS; column++) {
                struct value *value = &values[query][row][column];
                const unsigned char *text = sqlite3_column_text(rows, column);
                value->length = sqlite3_column_bytes(rows, column);
                value->text = malloc(value->length + 1);
                if (text) memcpy(value->text, text, value->length);
            }
        sqlite3_finalize(rows);
    }
    sqlite3_close(database);

    page = malloc(LENGTH * 2 + 4096);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const struct part *part = &parts[i];
        if (part->text) {
            append(part->text, part->length);
            continue;
        }
        const struct value *value = &values[part->query][part->row][part->column];
        if (part->is_html) append(value->text, value->length);
        else append_escaped(value->text, value->length);
    }
    char head[256];
    int head_length = snprintf(head, sizeof head, "Content-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n\r\n", length);
    char *answer = malloc(head_length + length);
    memcpy(answer, head, head_length);
    memcpy(answer + head_length, page, length);
    return write(1, answer, head_length + length) < 0;
}
