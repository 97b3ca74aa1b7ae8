"""Each public declaration of the libraries is documented, and DocC understands how."""

import re

import declarations
import pytest


def test_each_public_declaration_is_documented():
    lacks = [lack for library in declarations.LIBRARIES for lack in declarations.lacks(declarations.symbols(library))]
    assert not lacks, f"{len(lacks)} declarations lack documentation:\n" + "\n".join(map(str, sorted(lacks)))


def test_docc_has_no_warning():
    log = (declarations.BUILT / "docc.log").read_text()
    found = re.findall(r"(?m)^((?:warning|error): .*)(?:\n +--> (.*))?", log)
    assert not found, f"{len(found)} warnings of DocC:\n" + "\n".join(f"{place}: {words}" for words, place in found)


def symbol(comment=None, declaration=("func f()",), kind="swift.method", place=True):
    made = {
        "pathComponents": ["T", "f"],
        "kind": {"identifier": kind},
        "declarationFragments": [
            {"kind": "keyword" if part == "throws" else "text", "spelling": part} for part in declaration
        ],
    }
    if comment:
        made["docComment"] = {"module": "CGIKit", "lines": [{"text": line} for line in comment.split("\n")]}
    if place:
        uri = (declarations.CHECKOUT / "Sources/T.swift").as_uri()
        made["location"] = {"uri": uri, "position": {"line": 4, "character": 0}}
    return made


def test_a_declaration_without_documentation_is_found():
    assert [str(lack) for lack in declarations.lacks([symbol()])] == ["Sources/T.swift:5: T.f has no documentation"]
    assert declarations.lacks([symbol("What it is.")]) == []
    assert declarations.lacks([symbol(place=False)]) == []


@pytest.mark.parametrize(
    "declaration, kind",
    [
        (("func f() ", "throws", "(E)"), "swift.method"),
        (("func f(x: (", "Int", ") -> ", "Int", ") ", "throws", "(E)"), "swift.method"),
        (("var f: Int { get ", "throws", "(E) }"), "swift.property"),
    ],
)
def test_one_that_throws_says_what(declaration, kind):
    [lack] = declarations.lacks([symbol("What it is.", declaration, kind)])
    assert str(lack) == "Sources/T.swift:5: T.f does not say what it throws (- Throws: …)"
    assert declarations.lacks([symbol("What it is.\n\n- Throws: when it fails.", declaration, kind)]) == []


def test_one_that_takes_a_function_that_throws_need_not():
    taking = ("func f(x: () ", "throws", "(E) -> ", "Int", ")")
    assert declarations.lacks([symbol("What it is.", taking)]) == []
    named = ("typealias T = () ", "throws", "(E) -> ", "Int")
    assert declarations.lacks([symbol("What it is.", named, "swift.typealias")]) == []
    held = ("var f: () ", "throws", "(E) -> ", "Int", " { get set }")
    assert declarations.lacks([symbol("What it is.", held, "swift.property")]) == []
