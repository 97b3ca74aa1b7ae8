"""Writes the first inputs of the fuzzer, one file for each case of Jinja2, and its dictionary.

Usage: seeds.py CASES FOLDER DICTIONARY
"""

import json
import re
import sys
from pathlib import Path


def main(cases, folder, dictionary):
    folder.mkdir(parents=True, exist_ok=True)
    words = set()
    for line in cases.read_bytes().decode().split("\n"):
        if not line:
            continue
        case = json.loads(line)
        env = case.get("env", {})
        options = (
            (not case["autoescape"])
            + 2 * env.get("trim_blocks", False)
            + 4 * env.get("lstrip_blocks", False)
            + 8 * env.get("keep_trailing_newline", False)
            + {"ChainableUndefined": 16, "StrictUndefined": 32}.get(env.get("undefined"), 0)
        )
        names = [case["main"]] + [name for name in case["templates"] if name != case["main"]]
        parts = [f"{name}\0{case['templates'].get(name, '')}".encode("utf-8", "replace") for name in names]
        (folder / case["name"].replace("/", "_")).write_bytes(bytes([options]) + b"\xff".join(parts))
        for source in case["templates"].values():
            words.update(re.findall(r"[A-Za-z_]{2,}|[{}%#|~=!<>*/+-]+|\"\w*\"", source))
    quote = lambda word: word.replace("\\", "\\\\").replace('"', '\\"')
    dictionary.write_text("".join(f'"{quote(word)}"\n' for word in sorted(words) if word.isascii() and len(word) < 30))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
