"""Pages of a large site beside the same of a small one. Called by Benchmarks/scale."""

import argparse
import contextlib
import os
import sqlite3
import statistics
import subprocess
import tempfile
from pathlib import Path

from support import CHECKOUT, SCRIPTS

from . import subjects

SMALL = {"users": 100, "posts": 1000, "comments": 5000}
ROUNDS = 5


def main():
    options = argparse.ArgumentParser(prog="Benchmarks/scale")
    options.add_argument("--posts", type=int, default=1_000_000)
    options.add_argument("--comments", type=int, default=5_000_000)
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--data", type=Path)
    options = options.parse_args()
    large = {"users": max(options.posts // 100, 100), "posts": options.posts, "comments": options.comments}

    with tempfile.TemporaryDirectory(prefix="cgikit-scale-") as folder:
        folder = Path(folder)
        subjects.compile_limits(folder / "limits")
        data = options.data or folder
        sites = [make_site(data / name, sizes) for name, sizes in [("small", SMALL), ("large", large)]]
        print(f"\nTime of a process, median of {options.count} in {ROUNDS} rounds\n")
        print(f"{'page':<32}{'small, ms':>10}{'large, ms':>10}{'ratio':>7}  most")
        for page in pages(sites[0]):
            times = [[], []]
            for _ in range(ROUNDS):
                for site, found in zip(sites, times):
                    found.append(run(folder / "limits" / "spawn", site, pages(site)[page], options.count // ROUNDS))
            small, large = map(statistics.median, times)
            most = 3 if "search" in page else 1.2
            ratio = statistics.median(b / a for a, b in zip(*times))
            verdict = "kept" if ratio <= most else "MISSED"
            print(f"{page:<32}{small / 1000:>10.2f}{large / 1000:>10.2f}{ratio:>7.2f}  {most:.1f} {verdict}")


def make_site(data, sizes):
    """A data folder with so many posts; one that is there already is taken as it is."""
    if data.exists():
        return data
    data.mkdir(parents=True)
    (data / "secret_key").write_bytes(os.urandom(32))
    (data / "site.conf").write_text("SECRET_KEY_FILE = secret_key\nDATABASE = sqlite:///app.db\n")
    arguments = [text for name, number in sizes.items() for text in (f"--{name}", str(number))]
    subprocess.run(
        [CHECKOUT / "out/bin/sitectl", "seed", *arguments], env={"SITE_CONFIG": str(data / "site.conf")}, check=True
    )
    return data


def pages(site) -> dict:
    """By title: the path below /posts and the query."""
    with contextlib.closing(sqlite3.connect(site / "app.db")) as database:
        _, address = subjects.post_with_comments(site / "app.db")
        [posts] = database.execute("SELECT count(*) FROM site_post").fetchone()
        # Page 25,000, or the middle of a small site.
        seconds, last = database.execute(
            "SELECT listed_seconds, id FROM site_post ORDER BY listed_seconds DESC, id DESC LIMIT 1 OFFSET ?",
            [min(25_000 * 20, posts // 2) - 1],
        ).fetchone()
        # The member who has written most.
        [author] = database.execute(
            "SELECT name FROM users_user WHERE id ="
            " (SELECT author_id FROM site_post GROUP BY author_id ORDER BY count(*) DESC LIMIT 1)"
        ).fetchone()
    return {
        "page 1": ("/", ""),
        "page 25,000": ("/", f"before={seconds}-{last}"),
        "post with 50 comments": (address.removeprefix("/posts"), ""),
        "tag": ("/tag/garden", ""),
        "member": (f"/by/{author}", ""),
        # The number in the last post's title stands nowhere else.
        "search for a rare word": ("/search", f"q={posts}"),
    }


def run(spawn, site, page, count) -> float:
    """Microseconds."""
    path, query = page
    environment = {
        "SITE_CONFIG": str(site / "site.conf"), "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/posts", "PATH_INFO": path,
        "QUERY_STRING": query,
    }
    output = subprocess.run([spawn, str(count), SCRIPTS / "cgi-posts"], env=environment, check=True, capture_output=True)
    return float(output.stdout.split()[0])


if __name__ == "__main__":
    main()
