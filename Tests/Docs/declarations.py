"""What the libraries declare for others, from the symbol graphs that DocC's plugin leaves (`./test docs` runs it)."""

import json
from dataclasses import dataclass
from urllib.parse import unquote, urlparse

from support import CHECKOUT

LIBRARIES = ["CGIKit", "CGIKitTesting", "Site"]
BUILT = CHECKOUT / ".build-docs"


@dataclass(frozen=True, order=True)
class Lack:
    file: str
    line: int
    what: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.what}"


def lacks(symbols: list) -> list:
    """Where documentation is missing. The compiler's own members have no place in a file; what a protocol or a superclass asks
    for has the documentation of that. An extension is a list of members."""
    found = set()
    for symbol in symbols:
        if "location" not in symbol or symbol["kind"]["identifier"] == "swift.extension":
            continue
        file = str((CHECKOUT / unquote(urlparse(symbol["location"]["uri"]).path)).resolve().relative_to(CHECKOUT))
        place = (file, symbol["location"]["position"]["line"] + 1)
        name = ".".join(symbol["pathComponents"])
        comment = symbol.get("docComment")
        if not comment:
            found.add(Lack(*place, f"{name} has no documentation"))
        elif throws(symbol) and comment.get("module") in LIBRARIES and not says_what_it_throws(comment):
            found.add(Lack(*place, f"{name} does not say what it throws (- Throws: …)"))
    return sorted(found)


def throws(symbol: dict) -> bool:
    """Whether a declaration throws, and not only a function that it takes, holds or names."""
    kind, depth, accessors = symbol["kind"]["identifier"], 0, False
    if kind == "swift.typealias":
        return False
    for fragment in symbol.get("declarationFragments", []):
        text = fragment["spelling"]
        # A property's accessors: `{ get throws(Failure) }`
        accessors = accessors or "{" in text
        if fragment["kind"] == "keyword" and text.strip() == "throws" and depth == 0:
            return accessors or "property" not in kind
        depth += text.count("(") - text.count(")")
    return False


def says_what_it_throws(comment: dict) -> bool:
    return any(line["text"].strip().lower().startswith("- throws:") for line in comment["lines"])


def symbols(library: str) -> list:
    """The public declarations of a library, its extensions of other modules' types among them."""
    graphs = [path for path in BUILT.glob(f"*/extracted-symbols/*/{library}/*.symbols.json")]
    assert graphs, f"there are no symbol graphs of {library} in {BUILT}: run ./test docs"
    return [symbol for path in graphs for symbol in json.loads(path.read_text())["symbols"]]
