"""Links between the documents, and the files that they name."""

import re
from pathlib import Path

import documents
import pytest

from support import CHECKOUT

LINK = re.compile(r"\]\(([^)\s]+)\)")
# What a document names as `tools/parts.sh`, from the checkout's folders.
NAMED_FILE = re.compile(r"`((?:[.]ci|Benchmarks|Sources|Tests|apache|docs|fail2ban|lighttpd|nginx|static|systemd|templates|tools)/[\w./+*-]*)`")


def anchors(path: Path) -> set:
    """As GitHub and most others make them of headings."""
    made = set()
    for _, line in documents.prose(path):
        if heading := re.match(r"#+ (.*)", line):
            text = LINK.sub("", heading[1].replace("[", "")).replace("`", "").strip().lower()
            name = base = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
            count = 0
            while name in made:
                count += 1
                name = f"{base}-{count}"
            made.add(name)
    return made


def broken_links(path: Path) -> list:
    broken = []
    for number, line in documents.prose(path):
        for target in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            if not there.exists():
                broken.append(f"{path.name}:{number}: there is no file {file}")
            elif anchor and anchor not in anchors(there):
                broken.append(f"{path.name}:{number}: {there.name} has no heading #{anchor}, but {', '.join(sorted(anchors(there)))}")
    return broken


def missing_files(path: Path) -> list:
    missing = []
    for number, line in documents.prose(path):
        for name in NAMED_FILE.findall(line):
            # `Sources/cgi-NAME` stands for many, and README's `hello` is for its reader to write.
            is_example = re.search(r"\b[A-Z]{2,}\b", name) or "hello" in name
            if not is_example and not any(CHECKOUT.glob(name.rstrip("/"))):
                missing.append(f"{path.name}:{number}: there is no {name}")
    return missing


@pytest.mark.parametrize("path", documents.DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_and_headings(path):
    assert not broken_links(path), "\n".join(broken_links(path))


# What has been is named in the CHANGELOG, too.
@pytest.mark.parametrize("path", [path for path in documents.DOCUMENTS if path.name != "CHANGELOG.md"], ids=lambda path: path.name)
def test_files_that_are_named_are_there(path):
    assert not missing_files(path), "\n".join(missing_files(path))


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Its title\n[a](page.md#its-title) [b](#other)\n\n    [no](link)\n\n[c](gone.md) [d](https://example.org/)\n")
    assert broken_links(page) == [
        "page.md:2: page.md has no heading #other, but its-title",
        "page.md:6: there is no file gone.md",
    ]


def test_a_file_that_is_not_there_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("`tools/parts.sh`, `docs/*.md` and `tools/gone.sh`\n")
    assert missing_files(page) == ["page.md:1: there is no tools/gone.sh"]
