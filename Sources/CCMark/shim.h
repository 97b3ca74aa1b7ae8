#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <string.h>

/* A macro that computes, which Swift does not import. */
enum { ccmark_version = CMARK_GFM_VERSION };

/* Variables, which Swift does not read: their library sets them when it registers its extensions. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL, CMARK_NODE_STRIKETHROUGH;

/* What a node is beyond CommonMark. */
typedef enum { CCMARK_NONE, CCMARK_TABLE, CCMARK_TABLE_ROW, CCMARK_TABLE_CELL, CCMARK_STRIKETHROUGH } ccmark_kind;

static inline ccmark_kind ccmark_kind_of(cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_TABLE ? CCMARK_TABLE
        : type == CMARK_NODE_TABLE_ROW ? CCMARK_TABLE_ROW
        : type == CMARK_NODE_TABLE_CELL ? CCMARK_TABLE_CELL
        : type == CMARK_NODE_STRIKETHROUGH ? CCMARK_STRIKETHROUGH : CCMARK_NONE;
}

/* Whether an item of a list is one of a task list. */
static inline int ccmark_is_task(cmark_node *item) { return strcmp(cmark_node_get_type_string(item), "tasklist") == 0; }

/* Parses with what GitHub adds to CommonMark: tables, strikethrough, task lists and bare links. NULL: no memory. */
static inline cmark_node *ccmark_parse(const char *text, size_t length) {
    static const char *const extensions[] = {"table", "strikethrough", "tasklist", "autolink"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    }
    cmark_parser_feed(parser, text, length);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}
