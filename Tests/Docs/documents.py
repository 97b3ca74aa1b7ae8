"""The documents that people read, and what is in them."""

import re
from dataclasses import dataclass
from pathlib import Path

from support import CHECKOUT

DOCUMENTS = [CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSES.md")]
DOCUMENTS += sorted((CHECKOUT / "docs").glob("*.md")) + sorted((CHECKOUT / "Sources").glob("*/*.docc/*.md"))


@dataclass
class Block:
    """Lines set as code: what a fence says they are, or "" for indented ones."""

    path: Path
    line: int
    language: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(CHECKOUT)}:{self.line}"


def blocks(path: Path) -> list:
    """All blocks of code in a document."""
    found, fence, indented = [], None, None
    for number, line in enumerate(path.read_text().split("\n"), 1):
        mark = re.match(r" *```(\w*)$", line)
        if mark and fence:
            found.append(fence)
            fence = None
        elif mark:
            fence = Block(path, number + 1, mark[1], "")
        elif fence:
            fence.text += line.removeprefix(" " * _indentation(path, fence)) + "\n"
        elif line.startswith("    "):
            indented = indented or Block(path, number, "", "")
            indented.text += line[4:] + "\n"
            continue
        if indented:
            found.append(indented)
            indented = None
    assert not fence, f"{fence.place}: this block has no end"
    return found


def _indentation(path: Path, block: Block) -> int:
    opening = path.read_text().split("\n")[block.line - 2]
    return len(opening) - len(opening.lstrip())


def prose(path: Path) -> list:
    """The numbered lines of a document that are no code."""
    lines, fenced = [], False
    for number, line in enumerate(path.read_text().split("\n"), 1):
        if re.match(r" *```", line):
            fenced = not fenced
        elif not fenced and not line.startswith("    "):
            lines.append((number, line))
    return lines
