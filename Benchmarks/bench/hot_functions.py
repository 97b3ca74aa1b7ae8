"""Which functions pages run, of callgrind's files: what tools/hot-functions.txt lists."""

import bisect
import re
import subprocess


def ordered(runs: list) -> list:
    """The functions of several runs: what most of them run first, then in the order in which it first runs."""
    pages = {}
    for run in runs:
        for name in run:
            pages[name] = pages.get(name, 0) + 1
    return sorted(pages, key=lambda name: -pages[name])


def functions(calls) -> list:
    """The names of the functions of a run, in the order of their first calls, which is that of callgrind's numbers."""
    program, number, places = None, 0, {}
    with open(calls, errors="replace") as lines:
        for line in lines:
            if match := re.match(r"cmd: +(\S+)", line):
                program = match[1]
            elif match := re.match(r"fn=\((\d+)\)", line):
                number = int(match[1])
            elif match := re.match(r"(0x[0-9a-f]+) ", line):
                places.setdefault(number, set()).add(int(match[1], 16))
    starts, names = _symbols(program)
    run = {}
    for number in sorted(places):
        for place in sorted(places[number]):
            before = bisect.bisect(starts, place)
            if before:
                run.update(dict.fromkeys(names[starts[before - 1]]))
    return list(run)


def _symbols(program):
    """The starts of a program's functions, ascending, and each one's names: the linker makes one of functions that are the
    same, and goes by whichever name was theirs."""
    names = {}
    for line in subprocess.run(["nm", "--defined-only", program], capture_output=True, text=True, check=True).stdout.splitlines():
        address, kind, name = line.split(None, 2)
        if kind in "tTwWi":
            names.setdefault(int(address, 16), []).append(name)
    return sorted(names), names
