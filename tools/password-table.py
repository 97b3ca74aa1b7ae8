#!/usr/bin/env python3
"""Usage: tools/password-table.py [FOLDER]

Writes the table of common passwords, as C, to Sources/CTables (or a folder): the first 10,000 of Django's list and the first
10,000 of zxcvbn's, in lower case. Both packages are downloaded from PyPI.
"""

import gzip
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGES = ["Django==5.2.19", "zxcvbn==4.5.0"]
FIRST = 10_000
CHECKOUT = pathlib.Path(__file__).resolve().parent.parent

HEADER = f"""\
/* Common passwords: the first {FIRST:,} of each list of {" and ".join(PACKAGES)}. Made by tools/password-table.py.
   Copyright (c) Django Software Foundation and individual contributors (BSD);
   Copyright (c) 2016 Daniel Wolf (MIT);
   see LICENSES.md. */
#include "CTables.h"

"""


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT / "Sources/CTables"
    words = sorted({word for source in lists() for word in source[:FIRST]})
    packed = pack(words)
    text = HEADER + "static const uint8_t bytes[] = {\n"
    for at in range(0, len(packed), 32):
        text += "    " + ",".join(map(str, packed[at : at + 32])) + ",\n"
    text += "};\n\nconst struct ctables_bytes common_passwords = { bytes, sizeof bytes };\n"
    (folder / "CommonPasswords.c").write_text(text)


def lists():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, *PACKAGES], check=True)
        wheels = {path.name.split("-")[0].lower(): zipfile.ZipFile(path) for path in pathlib.Path(folder).iterdir()}
        django = gzip.decompress(wheels["django"].read("django/contrib/auth/common-passwords.txt.gz")).decode()
        module = {}
        exec(wheels["zxcvbn"].read("zxcvbn/frequency_lists.py").decode(), module)  # Assignments of lists, and no more.
    yield [word.strip().lower() for word in django.splitlines() if word.strip()]
    yield [word.lower() for word in module["FREQUENCY_LISTS"]["passwords"]]


def pack(words):
    """Each word as how many bytes it begins with like the one before it, and its other bytes."""
    packed, last = [], b""
    for word in words:
        word = word.encode()
        assert min(word) >= 0x20, word
        shared = 0
        while shared < min(len(last), len(word), 31) and last[shared] == word[shared]:
            shared += 1
        packed += [shared, *word[shared:]]
        last = word
    return packed


if __name__ == "__main__":
    main()
