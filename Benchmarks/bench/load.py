"""Requests per second, by wrk or ab."""

import re
import shutil
import statistics
import subprocess

CLIENTS = 32


def load_tool() -> str:
    for tool in ["wrk", "ab"]:
        if shutil.which(tool):
            return tool
    raise SystemExit("Benchmarks/run: needs wrk (Debian's wrk) or ab (Debian's apache2-utils).")


def requests_per_second(tool: str, url: str, headers: dict, seconds: int) -> float:
    arguments = [part for name, value in headers.items() for part in ["-H", f"{name}: {value}"]]
    if tool == "wrk":
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", *arguments, url]
    else:
        command = ["ab", "-q", "-k", "-r", "-l", f"-c{CLIENTS}", f"-t{seconds}", "-n1000000", *arguments, url]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout
    failed = re.search(r"Non-2xx[^:]*: *(\d+)", output)
    if failed:
        raise SystemExit(f"Benchmarks/run: {failed[1]} requests of {url} failed under load:\n{output}")
    return float(re.search(r"Requests(?:/sec| per second): *([\d.]+)", output)[1])


def measure(pages: list, rounds: int, seconds: int) -> dict:
    """By page title: the rates of all rounds."""
    tool = load_tool()
    for page in pages:
        requests_per_second(tool, page.url, page.headers, 1)  # so that Apache has its threads
    rates = {page.title: [] for page in pages}
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds} ({tool}) …", flush=True)
        for page in pages:
            rates[page.title].append(requests_per_second(tool, page.url, page.headers, seconds))
    return rates


def ratio(rates: list, base: list) -> float:
    """The median of the rounds' own ratios."""
    return statistics.median(value / other for value, other in zip(rates, base))
