"""Scripts link the libraries' functions instead of compiling them again (docs/programs.md)."""

import re

import pytest

from support import CHECKOUT

LIBRARIES = ["CGIKit", "Site"]
DECLARATION = re.compile(r" *(@\S+ )*(\w+ )*(public|open) (\w+ )*(func|init)\b")
# These the compiler refuses to mark: each caller needs its own copy, for its own types.
GENERIC = re.compile(r"\b(func|init\??) ?\S*<|\bsome ")
GENERIC_TYPE = re.compile(r"^(public |final )*(class|struct|enum) \w+<")

UNMARKED = {
    "sameBytes": "is called for each comparison of a name, so that it should be inlined",
}


def long_functions(lines):
    """Of each public function with a body of more than a line: the line that it begins at, and its signature."""
    for start, line in enumerate(lines):
        if not DECLARATION.match(line):
            continue
        indent = len(line) - len(line.lstrip())
        body = next((n for n in range(start, len(lines)) if lines[n].endswith(("{", "}")) or not lines[n].strip()), None)
        if body is None or not lines[body].endswith("{"):
            continue
        end = next(n for n in range(body + 1, len(lines)) if lines[n] == " " * indent + "}")
        if end - body > 2:
            yield start + 1, " ".join(part.strip() for part in lines[start : body + 1])


def is_marked(signature):
    return "@export(interface)" in signature or "@inline(__always)" in signature


@pytest.mark.parametrize("library", LIBRARIES)
def test_long_public_functions_are_compiled_once(library):
    unmarked = []
    for path in sorted((CHECKOUT / "Sources" / library).rglob("*.swift")):
        lines = path.read_text().splitlines()
        if any(GENERIC_TYPE.match(line) for line in lines):
            continue
        for line, signature in long_functions(lines):
            is_excused = any(f" {name}(" in signature for name in UNMARKED)
            if not (is_marked(signature) or GENERIC.search(signature) or is_excused):
                unmarked.append(f"{path.relative_to(CHECKOUT)}:{line}: {signature}")
    assert not unmarked, "mark these @export(interface):\n" + "\n".join(unmarked)
