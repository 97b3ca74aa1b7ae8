"""Counts the instructions of pages. Called by Benchmarks/profile."""

import contextlib
import re
import subprocess
import sys
from dataclasses import dataclass

from support import CHECKOUT
from support.script import request_environment
from support.site import public_folder

from . import hot_functions, subjects
from .__main__ import start_site

LIST = CHECKOUT / "tools/hot-functions.txt"
SYMBOLS = CHECKOUT / ".build-embedded/release"  # as linked, not stripped yet


@dataclass
class Run:
    script: str
    address: str  # as the request has it: SCRIPT_NAME, a blank, PATH_INFO
    signed_in: bool = False
    limit: str = ""  # the C program that prints the same

    @property
    def title(self):
        return f"{self.script}: {self.address.replace(' ', '')}{', signed in' if self.signed_in else ''}"


def runs(post: str) -> list:
    folder, name = "/posts", post.removeprefix("/posts")
    return [
        Run("cgi-posts", "/posts /", limit="list"),
        Run("cgi-posts", "/posts /", signed_in=True, limit="list-user"),
        Run("cgi-posts", f"{folder} {name}", limit="post"),
        Run("cgi-posts", f"{folder} {name}", signed_in=True, limit="post-user"),
        Run("cgi-login", "/users/login /"),
        Run("cgi-profile", "/users/me /", signed_in=True),
        Run("cgi-register", "/users/register /"),
        Run("cgi-password", "/users/password /"),
        Run("cgi-comments", f"/comments /new/{name[1:].partition('-')[0]}", signed_in=True),
        Run("cgi-admin", "/moderation /", signed_in=True),
        Run("cgi-error", "/error "),
    ]


def main():
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(public_folder())
        limits = folder / "limits"
        site, _, cookie = start_site(stack, folder, limits)
        settings = {"SITE_CONFIG": str(site.data / "site.conf")}

        print(f"{'page':<64}{'M instructions':>15}{'of C':>7}")
        found = []
        for run in runs(subjects.post_with_comments(site.data / "app.db")[1]):
            name, path = run.address.split(" ")
            headers = {"Cookie": cookie} if run.signed_in else {}
            variables = settings | request_environment(script_name=name, path_info=path, headers=headers)
            calls = folder / f"calls-{len(found)}"
            # The first request of a page parses its templates; the others of the same program, which is valgrind's here, find
            # them parsed.
            instructions(SYMBOLS / run.script, variables, calls)
            count = instructions(SYMBOLS / run.script, variables, calls)
            ratio = f"{count / instructions(limits / run.limit, variables, folder / 'calls'):.2f}" if run.limit else ""
            print(f"{run.title:<64}{count / 1e6:>15.2f}{ratio:>7}".rstrip())
            found.append(hot_functions.functions(calls))
    if "--write" in sys.argv[1:]:
        comments = [line for line in LIST.read_text().splitlines() if line.startswith("#")]
        LIST.write_text("\n".join(comments + hot_functions.ordered(found)) + "\n")
        print(f"{LIST.relative_to(CHECKOUT)} is written; build again.")


def instructions(program, variables, calls) -> int:
    """Of one run, which callgrind's file `calls` then describes."""
    command = ["valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-pos=no", f"--callgrind-out-file={calls}", program]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise SystemExit(f"Benchmarks/profile: {program} fails:\n{done.stderr}")
    return int(re.search(r"refs: +([\d,]+)", done.stderr)[1].replace(",", ""))


main()
