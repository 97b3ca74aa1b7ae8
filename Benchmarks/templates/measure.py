"""Renders the same pages with CGIKit and with the real Jinja2 in turn, and prints ratios. Called by Benchmarks/templates/run."""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2

PAGES = Path(__file__).parent / "pages"
PAGE = "posts/index.html"


def data(count) -> dict:
    """The same as `context` in program/main.swift."""
    posts = [
        {
            "id": number,
            "title": f"Post <{number}> & more",
            "author": {"name": f"Zoë {number}"},
            "excerpt": 'What it is about, in a line or two: "quoted", and not very long.',
            "created": "2026-01-02 03:04",
            "comments": number % 7,
            "tags": ["news", "swift"],
        }
        for number in range(1, count + 1)
    ]
    fields = [
        {"id": name, "label": name, "value": "a & b", "errors": ["Too short."] if name == "text" else [], "hint": ""}
        for name in ("title", "tags", "text")
    ]
    url_for = lambda name, id=None: f"/{name}/" if id is None else f"/{name}/{id}/"
    return {"posts": posts, "fields": fields, "user": {"name": "Zoë"}, "url_for": url_for}


class Ours:
    def __init__(self, program, seconds):
        self.program, self.seconds = program, seconds

    def run(self, folder, page, items, mode) -> str:
        command = [self.program, folder, page, str(items), mode, str(self.seconds)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def microseconds(self, page, items, mode, folder=PAGES) -> float:
        return float(self.run(folder, page, items, mode))


    def first_microseconds(self, page, items, folder=PAGES) -> float:
        """Of the first rendering in a process, as each of a script's is."""
        return statistics.median(float(self.run(folder, page, items, "once")) for _ in range(9))


def jinja_microseconds(page, items, *, is_cached, seconds) -> float:
    variables = data(items)
    make = lambda: jinja2.Environment(loader=jinja2.FileSystemLoader(PAGES), autoescape=True, auto_reload=False)
    environment = make()
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        if not is_cached:
            environment = make()
        start = time.perf_counter()
        environment.get_template(page).render(variables)
        best = min(best, time.perf_counter() - start)
    return best * 1e6


def main():
    options = argparse.ArgumentParser(prog="Benchmarks/templates/run")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=0.5, help="a measurement of one page")
    options.add_argument("program", help=argparse.SUPPRESS)
    options = options.parse_args()
    ours = Ours(options.program, options.seconds)

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(PAGES), autoescape=True)
    for page in (PAGE, "rows.html"):
        if ours.run(PAGES, page, 20, "print") != environment.get_template(page).render(data(20)):
            sys.exit(f"{page}: the two do not render the same.")

    print(f"Python {sys.version.split()[0]}, Jinja2 {jinja2.__version__}, median of {options.rounds} rounds\n")
    print(f"{'':<44}{'CGIKit µs':>11}{'Jinja2 µs':>11}{'ratio':>8}  budget")
    compare("parse and render a list of 20 posts", options.rounds, 20, lambda: (
        ours.microseconds(PAGE, 20, "fresh"), jinja_microseconds(PAGE, 20, is_cached=False, seconds=options.seconds)))
    compare("render it alone", options.rounds, 5, lambda: (
        ours.microseconds(PAGE, 20, "parsed"), jinja_microseconds(PAGE, 20, is_cached=True, seconds=options.seconds)))

    print(f"\n{'':<44}{'small µs':>11}{'big µs':>11}{'ratio':>8}  budget")
    growth("10,000 rows to 1,000", options.rounds, lambda: (
        ours.first_microseconds("rows.html", 1_000), ours.first_microseconds("rows.html", 10_000)))
    with TemporaryDirectory() as folder:
        for name, size in (("small.html", 100_000), ("big.html", 1_000_000)):
            Path(folder, name).write_text(template_of(size))
        growth("a template of 1 MB to one of 100 KB", options.rounds, lambda: (
            ours.first_microseconds("small.html", 1, folder), ours.first_microseconds("big.html", 1, folder)))


def template_of(size) -> str:
    """Text and tags as pages have them, with ever new names."""
    part = (
        "<p class=\"text\">Some text {{{{ user.name|upper }}}} and {{% if posts %}}{{{{ posts[0].title }}}}{{% else %}}none"
        "{{% endif %}}{{% set name_{0} = {0} %}}{{{{ name_{0} + 1 }}}}</p>\n"
    )
    parts, length = [], 0
    while length < size:
        parts.append(part.format(len(parts)))
        length += len(parts[-1])
    return "".join(parts)


def compare(title, rounds, budget, measure):
    pairs = [measure() for _ in range(rounds)]
    ours, theirs, ratio = (statistics.median(column) for column in zip(*((a, b, b / a) for a, b in pairs)))
    verdict = "kept" if ratio >= budget else "MISSED"
    print(f"{title:<44}{ours:>11,.1f}{theirs:>11,.1f}{ratio:>8.1f}  {budget} times faster: {verdict}", flush=True)


def growth(title, rounds, measure):
    pairs = [measure() for _ in range(rounds)]
    small, big, ratio = (statistics.median(column) for column in zip(*((a, b, b / a) for a, b in pairs)))
    print(f"{title:<44}{small:>11,.1f}{big:>11,.1f}{ratio:>8.1f}  at most 11: {'kept' if ratio <= 11 else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
