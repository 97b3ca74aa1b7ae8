"""Makes page.h for limits/page.c: a real page taken apart into the values that were read for it and the text between."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

# What the pages show, in the order in which it stands there. The scripts' own queries read some columns more.
LIST = """
    SELECT post.title, author.name, post.excerpt, post.id, post.slug, post.published_seconds, post.comment_count
    FROM site_post AS post LEFT JOIN users_user AS author ON author.id = post.author_id
    WHERE post.listed_seconds IS NOT NULL ORDER BY post.listed_seconds DESC, post.id DESC LIMIT 20
"""
POST = """
    SELECT post.title, author.name, text.html, post.slug, post.tags, post.published_seconds, post.comment_count
    FROM site_post AS post JOIN site_post_text AS text ON text.post_id = post.id
    LEFT JOIN users_user AS author ON author.id = post.author_id WHERE post.id = {id}
"""
COMMENTS = """
    SELECT author.name, comment.html, comment.id, comment.path, comment.created_seconds
    FROM site_comment AS comment LEFT JOIN users_user AS author ON author.id = comment.author_id
    WHERE comment.post_id = {id} AND comment.status = 2 ORDER BY comment.path LIMIT 50
"""


@dataclass
class Part:
    text: bytes = b""
    query: int = 0
    row: int = 0
    column: int = 0
    is_html: bool = False


# Queries come with the columns whose values the page shows.
LIST_QUERIES = [(LIST, [0, 1, 2])]


def post_queries(post: int):
    return [(POST.format(id=post), [0, 1, 2]), (COMMENTS.format(id=post), [0, 1])]


def user_query(name: str):
    """Whoever is signed in."""
    return f"SELECT name, email, password, role, status FROM users_user WHERE name = '{name}'", [0]


def header(path: Path, page: bytes, queries) -> str:
    """The header's text, in which the values of each row stand once."""
    with sqlite3.connect(path) as database:
        results = [database.execute(sql).fetchall() for sql, _ in queries]
    database.close()
    parts, place = [], 0
    for query, (_, columns) in enumerate(queries):
        for row, values in enumerate(results[query]):
            for column in columns:
                text, is_html = values[column].encode(), values[column].startswith("<")
                shown = text if is_html else _escaped(text)
                found = page.find(shown, place)
                if found < 0:
                    continue
                parts += [Part(page[place:found]), Part(query=query, row=row, column=column, is_html=is_html)]
                place = found + len(shown)
    parts.append(Part(page[place:]))
    lines = [
        f"#define QUERIES {len(queries)}",
        f"#define ROWS {max(len(rows) for rows in results)}",
        f"#define COLUMNS {max(len(row) for rows in results for row in rows)}",
        f"#define LENGTH {len(page)}",
        "static const char *queries[] = {" + ", ".join(json.dumps(" ".join(sql.split())) for sql, _ in queries) + "};",
        "static const struct part parts[] = {",
        *(_initializer(part) for part in parts),
        "};",
    ]
    return "\n".join(lines) + "\n"


def _initializer(part: Part) -> str:
    if part.text:
        octal = "".join(f"\\{byte:03o}" for byte in part.text)
        return f'    {{"{octal}", {len(part.text)}}},'
    return f"    {{0, 0, {part.query}, {part.row}, {part.column}, {int(part.is_html)}}},"


def _escaped(text: bytes) -> bytes:
    for sign, entity in [(b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b"'", b"&#39;"), (b'"', b"&#34;")]:
        text = text.replace(sign, entity)
    return text
