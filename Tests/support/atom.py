"""Atom feeds, held against RFC 4287: its grammar, and what its text asks for besides."""

import functools
from pathlib import Path

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"


@functools.cache
def _grammar():
    return etree.RelaxNG.from_rnc_string(Path(__file__).with_name("atom.rnc").read_text())


def read_feed(answer):
    """The feed of an answer, which must be a valid one."""
    assert answer.header("Content-Type") == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.body)
    grammar = _grammar()
    assert grammar.validate(feed), grammar.error_log
    entries = feed.findall(ATOM + "entry")
    # Section 4.1.1 and 4.1.2: an author for each entry, a link to the page of one without content, no link twice.
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") is not None for entry in entries) or feed.find(ATOM + "author")
    ids = [element.text for element in feed.iter(ATOM + "id")]
    assert len(set(ids)) == len(ids)
    for element in [feed, *entries]:
        links = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in element.findall(ATOM + "link")]
        assert len(set(links)) == len(links)
        assert ("alternate" in {link[0] for link in links}) or element.find(ATOM + "content") is not None
    return feed
