"""Starts the site with the other programs beside it, measures, prints tables. Called by Benchmarks/run."""

import argparse
import contextlib
import os
import pwd
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from support import CHECKOUT, SCRIPTS
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

    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(public_folder())
        limits = folder / "limits"
        site, pages, cookie = start_site(stack, folder, limits)
        pages += start_flask(stack, folder, site.data, [page for page in pages if page.against])
        subjects.require_answers(pages)
        rates = load.measure(side_by_side(pages), rounds, seconds)
        print_rates(pages, rates, rounds, seconds)
        print_processes(site, limits, cookie, count=200 if options.quick else 1000)


def start_site(stack, folder, limits):
    """The site with posts and, in `limits`, the C programs beside it; the pages of both; and the Cookie header of a member."""
    subjects.compile_limits(limits)
    renew_scripts()
    site = start(stack, folder / "data", subjects.limits_configuration(limits))
    pages, cookie = subjects.cgi_pages(site.url)
    subjects.confirm_address(site)
    subjects.seed(site.data, become_worker())
    return site, pages + subjects.posts_pages(site.url, site.data, limits, cookie), cookie


def renew_scripts():
    """Puts copies in the place of the scripts, as if they had just been installed: the C programs are copies of this moment,
    too, and what the system has kept of a file in memory for long lies there in smaller pieces, which makes a process
    of it 10 % slower."""
    for script in SCRIPTS.iterdir():
        with tempfile.NamedTemporaryFile(dir=SCRIPTS.parent, delete=False) as new:
            shutil.copy2(script, new.name)
        Path(new.name).replace(script)


def start(stack, data, configuration):
    """The site with more Apache configuration, until the stack ends."""
    path = data.with_suffix(".conf")
    path.write_text(configuration)
    return stack.enter_context(running_site(data, arguments=["--include", str(path)]))


def start_flask(stack, folder, data, same):
    """Its pages, from an Apache of its own with the same configuration: with mod_wsgi loaded, forking for a CGI
    script takes 15 % more processor time, which would flatter whatever else a script does."""
    if not subjects.has_flask():
        print("Flask is left out: it needs Debian's libapache2-mod-wsgi-py3 and python3-flask.")
        return []
    subjects.prepare_flask(folder / "flask", WORKER, data)
    site = start(stack, folder / "flask-data", subjects.flask_configuration(folder / "flask"))
    return subjects.flask_pages(site.url, same)


def side_by_side(pages):
    """Pages that are held against each other one after the other: the machine's speed drifts in the course of a round."""
    by_title = {page.title: page for page in pages}
    ordered = {}
    for page in pages:
        if page.against:
            first, *others = (by_title[title] for title in page.against)
            ordered |= {each.title: each for each in [first, page, *others]}
    return [page for page in pages if page.title not in ordered] + list(ordered.values())


def print_rates(pages, rates, rounds, seconds):
    print(f"\nUnder Apache, {load.CLIENTS} clients, {os.cpu_count()} cores, {rounds} rounds of {seconds} s\n")
    print(f"{'page':<50}{'requests/s':>11}{'ratio':>7}  budget")
    base = rates[pages[0].title]
    for page in pages:
        ratio = load.ratio(rates[page.title], base)
        print(f"{page.title:<50}{statistics.median(rates[page.title]):>11,.0f}{ratio:>7.2f}  {verdict(ratio, page.budget)}".rstrip())
        for title, budget in page.against.items():
            ratio = load.ratio(rates[page.title], rates[title])
            print(f"{'  to ' + title:<61}{ratio:>7.2f}  {verdict(ratio, budget)}")


def verdict(ratio, budget):
    return f"{budget:.2f} {'kept' if ratio >= budget else 'MISSED'}" if budget else ""


def become_worker():
    """What to put before a command so that it runs as the user who owns the data: no file may come to belong to another."""
    user = pwd.getpwnam(WORKER)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups", "--"] if os.getuid() == 0 else []


def print_processes(site, limits, cookie, count):
    """Times of whole processes."""
    become = become_worker()
    settings = {"SITE_CONFIG": str(site.data / "site.conf")}
    signed_in = request_environment(script_name="/users/me", path_info="/", headers={"Cookie": cookie or ""})
    programs = [("C, static: hello world", limits / "hello", {}), ("C, static: 20 rows", limits / "rows", {})]
    scripts = limits.parent / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    constant = Path(shutil.copy(CHECKOUT / "out/cgi-constant", limits.parent))
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

    variables = {**settings, **request_environment(script_name="/cgi-bin/cgi-login")}
    print_templates_share([*become, limits / "spawn", str(count // 5)], [limits / "hello", constant, scripts / "cgi-login"], variables)


# The budget is 0.1 ms where the C hello world takes 0.13 ms: machines differ, ratios less.
TEMPLATES_SHARE = 0.1 / 0.13


def print_templates_share(spawn, programs, variables):
    """What parsing and rendering the sign-in page adds to a script that prints a constant page: the median of rounds in
    which the programs take turns."""
    rounds = []
    for _ in range(11):
        done = [subprocess.run([*spawn, path], env=variables, capture_output=True, check=True, cwd="/") for path in programs]
        hello, constant, login = (float(output.stdout.split()[0]) / 1000 for output in done)
        rounds.append((login - constant, (login - constant) / hello))
    added, share = (statistics.median(column) for column in zip(*rounds))
    print(
        f"\nParsing and rendering the sign-in page adds {added:.3f} ms to a constant page, {share:.2f} of a hello world,"
        f" at most {TEMPLATES_SHARE:.2f}: {'kept' if share <= TEMPLATES_SHARE else 'MISSED'}"
    )


if __name__ == "__main__":
    main()
