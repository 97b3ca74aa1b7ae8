"""Which templates are pages, and which of them a page was made from."""

import re
import shutil
from pathlib import Path

from support import CHECKOUT

FOLDER = CHECKOUT / "templates"


def _used(source: str) -> set:
    """The templates that one extends, includes or imports."""
    return set(re.findall(r'{%-?\s*(?:extends|include|from|import)\s+"([^"]+)"', source))


def templates() -> dict:
    """The source of each template by its name, but for those of mail."""
    files = {file.relative_to(FOLDER).as_posix(): file.read_text() for file in FOLDER.rglob("*.html")}
    return {name: source for name, source in files.items() if not name.startswith("emails/")}


def page_templates() -> set:
    """Those that stand for a page of their own: no other has them for a part."""
    sources = templates()
    return set(sources) - set().union(*map(_used, sources.values()))


def mark(name: str) -> str:
    return f"<!-- {name} -->"


def copy_marked(folder: Path):
    """Copies all templates, so that each page says in a comment which of them it is made from."""
    shutil.copytree(FOLDER, folder)
    for name in page_templates():
        file, start = folder / name, "{% block content %}"
        source = file.read_text()
        assert source.count(start) == 1, name
        file.write_text(source.replace(start, start + mark(name)))
