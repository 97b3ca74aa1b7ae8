"""Starts the site with the other programs beside it, measures, prints tables. Called by Benchmarks/run."""

import argparse
import os
import pwd
import shutil
import subprocess

from support import SCRIPTS
from support.script import request_environment
from support.site import WORKER, public_folder, running_site

from . import load, subjects


def main():
    options = argparse.ArgumentParser(prog="Benchmarks/run")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--rounds", type=int)
    options.add_argument("--seconds", type=int)
    options = options.parse_args()
    rounds = options.rounds or (3 if options.quick else 5)
    seconds = options.seconds or (1 if options.quick else 2)

    with public_folder() as folder:
        limits, flask = folder / "limits", folder / "flask"
        subjects.compile_limits(limits)
        with_flask = subjects.has_flask()
        if with_flask:
            subjects.prepare_flask(flask, WORKER)
        else:
            print("Flask is left out: it needs Debian's libapache2-mod-wsgi-py3 and python3-flask.")
        configuration = folder / "bench.conf"
        configuration.write_text(subjects.apache_configuration(limits, flask if with_flask else None))
        with running_site(folder / "data", arguments=["--include", str(configuration)]) as site:
            pages, cookie = subjects.pages(site.url, with_flask)
            rates = load.measure(site.url, pages, rounds, seconds)
            print_rates(pages, rates, rounds, seconds)
            print_processes(site, limits, cookie, count=200 if options.quick else 1000)


def print_rates(pages, rates, rounds, seconds):
    print(f"\nUnder Apache, {load.CLIENTS} clients, {os.cpu_count()} cores, {rounds} rounds of {seconds} s\n")
    print(f"{'page':<46}{'requests/s':>11}{'ratio':>7}  budget")
    for page in pages:
        rate, ratio = rates[page.title]
        verdict = "" if not page.budget else f"{page.budget:.2f} {'kept' if ratio >= page.budget else 'MISSED'}"
        print(f"{page.title:<46}{rate:>11,.0f}{ratio:>7.2f}  {verdict}".rstrip())


def print_processes(site, limits, cookie, count):
    """Times of whole processes, as the user who owns the data: no file may come to belong to another."""
    user = pwd.getpwnam(WORKER)
    become = []
    if os.getuid() == 0:
        become = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups", "--"]
    settings = {"SITE_CONFIG": str(site.data / "site.conf")}
    signed_in = request_environment(script_name="/users/me", path_info="/", headers={"Cookie": cookie or ""})
    programs = [("C, static: hello world", limits / "hello", {}), ("C, static: 20 rows", limits / "rows", {})]
    scripts = limits.parent / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    for path in sorted(scripts.iterdir()):
        variables = request_environment(script_name=f"/cgi-bin/{path.name}")
        programs.append((path.name, path, {**settings, **(signed_in if path.name == "cgi-profile" else variables)}))

    print(f"\nWhole processes, median of {count}\n\n{'program':<46}{'ms':>11}{'peak KB':>9}{'MB':>7}")
    for title, path, variables in programs:
        done = subprocess.run(
            [*become, limits / "spawn", str(count), path], env=variables, capture_output=True, text=True, cwd="/"
        )
        size = path.stat().st_size / 1e6
        if done.returncode:
            print(f"{title:<46}{'fails':>11}{'':>9}{size:>7.2f}")
            continue
        microseconds, peak = done.stdout.split()
        print(f"{title:<46}{float(microseconds) / 1000:>11.2f}{int(peak):>9,}{size:>7.2f}")


if __name__ == "__main__":
    main()
