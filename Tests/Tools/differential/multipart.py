"""Forms in multipart/form-data and what Werkzeug makes of them.

Run as a program (`python -m differential.multipart`, from Tests/Tools), it writes Tests/CGIKitTests/Cases/multipart_cases.json.
"""

import base64
import io
import json
import random
from importlib.metadata import version
from pathlib import Path

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

FILE = Path(__file__).resolve().parents[2] / "CGIKitTests/Cases/multipart_cases.json"


def werkzeug(content_type: str, body: bytes):
    """The fields and files that Werkzeug finds, by name, or None for a form that it does not read."""
    # As Flask's request asks it.
    parser = FormDataParser(silent=False, max_form_memory_size=500_000, max_form_parts=1000)
    mimetype, options = parse_options_header(content_type)
    try:
        _, form, files = parser.parse(io.BytesIO(body), mimetype.lower(), len(body), options)
    except ValueError:
        return None
    return {
        "fields": [[name, value] for name, value in form.items(multi=True) if name is not None],
        "files": [
            [name, file.filename or "", base64.b64encode(file.read()).decode()]
            for name, file in files.items(multi=True) if name is not None
        ],
    }


def part(head: bytes, value: bytes, line=b"\r\n", boundary=b"b") -> bytes:
    return b"--" + boundary + line + head + line + line + value + line


NAMED = b'Content-Disposition: form-data; name="a"'
END = b"--b--\r\n"

DISPOSITIONS = [
    b'form-data; name="a"', b"form-data; name=a", b'form-field; name="a"', b'file; name="a"', b'attachment; name="a"',
    b'FORM-DATA; NAME="a"', b'form-data;name="a"', b'form-data ; name="a"', b'form-data; name = "a"',
    b'form-data; name="a";', b'form-data;; name="a"', b'form-data; name="a"; name="b"', b"form-data; name=a b",
    b'form-data; x; name="a"', b'form-data; x=; name="a"', b'form-data; "x"; name="a"', b'form-data name="a"',
    b'; name="a"', b"form-data", b"form-data;", b"", b'form-data; name=""', b"form-data; name=", b'form-data; name="a',
    b'form-data; name="a\\"b"', b'form-data; name="a\\\\b"', b'form-data; name="a%22b"', b'form-data; name="a%0D%0Ab"',
    b'form-data; name="a;b"', b'form-data; name="a=b"', b'form-data; name="\xc3\xa9"', b"form-data; name=\xc3\xa9",
    b"form-data; name*=UTF-8''%C3%A9", b"form-data; name*=utf-8'en'a%20b", b"form-data; name*=iso-8859-1''%E9",
    b"form-data; name*=us-ascii''a", b"form-data; name*=koi8-r''%C1", b"form-data; name*=''a", b"form-data; name*=a",
    b'form-data; name*=UTF-8\'\'a; name="b"', b"form-data; name=b; name*=UTF-8''a",
    b"form-data; name*0=a; name*1=b", b"form-data; name*0*=UTF-8''%C3%A9; name*1*=%C3%A9; name*2=x",
    b"form-data; name*0=a; name=b", b"form-data; name*1=b; name*0=a",
    b"form-data; name*UTF-8''%C3%A9=x", b"form-data; *=x; name=a", b"form-data; name**=x; name=a",
    b'form-data; name="a"; filename="f.txt"', b'form-data; name="a"; filename=""', b'form-data; filename="f"; name="a"',
    b'form-data; name="a"; filename="C:/dir/b.txt"', b'form-data; name="a"; filename="\xc3\xa9;.txt"',
    b"form-data; name=a; filename*=UTF-8''%C3%A9.txt", b"form-data; name=a; filename=x; filename*=UTF-8''y",
    b'form-data; name="a"; filename*0="a b"; filename*1=.txt', b'form-data; filename="f"', b'form-data; name=a; filename=',
    b"form-data; name='a'", b"form-data; name=a%20b", b'form-data;\tname="a"', b'form-data; name="a"\t;\tfilename="f"',
    b"form-data; name*=utf-8''%", b"form-data; name*=utf-8''%4", b"form-data; name*=utf-8''%zz", b"form-data; name*=utf-8'a",
]

HEADS = [
    NAMED + b"\r\nContent-Type: text/plain", b"content-DISPOSITION:form-data;name=a", b"X: y\r\n" + NAMED,
    b"Content-Disposition: form-data;\r\n name=\"a\"", b"Content-Disposition: form-data;\r\n\tname=\"a\"",
    b"Content-Disposition: form-data;\n name=\"a\"", b"Content-Disposition:\r\n form-data;\r\n name=\"a\"",
    b" Content-Disposition: form-data; name=\"a\"", b"Content-Disposition : form-data; name=\"a\"",
    NAMED + b"\r\n" + NAMED.replace(b'"a"', b'"b"'), b"no colon\r\n" + NAMED, b": x\r\n" + NAMED,
    b"Content-Type: text/plain", b"Content-Type: text/plain; charset=utf-8\r\n" + NAMED, NAMED + b"\r\n ",
    NAMED + b"\nX: y", NAMED + b"\rX: y", b"Content-Disposition:\r\n" + NAMED,
    b"X: \xc3\xa9\r\n" + NAMED, b"Content-Transfer-Encoding: base64\r\n" + NAMED, b"Content-Length: 1\r\n" + NAMED,
]

VALUES = [
    b"", b"v", b"\r\n", b"\r\n\r\n", b"\n", b"\r", b"a\nb", b"a\rb", b"--", b"--b", b"\r\n--bx", b"\r\n--bb", b"\r\n--b x",
    b"\r\n--b-", b"\r\n--b-x", b"\r\n-b", b"\r\n--", b"\r\n---b", b"\n--bx", b"\r--bx", b"x--b--", b"x--b\r\n", b"\r\n --b",
    b"\r\r\n--bx", b"\n\r\n--c--", b"\r\n--B--", "é".encode(), b"a%20b+c&d=e", b"  ", b"--b\r\n--bx",
]

CHARSETS = [
    (b"iso-8859-1", b"\xe9"), (b"ISO-8859-1", b"\xe9"), (b'"iso-8859-1"', b"\xe9"), (b"utf-8", "é".encode()),
    (b"us-ascii", b"e"), (b"windows-1252", "é".encode()), (b"x", b"e"), (b"", b"e"),
]

WHOLE = [
    b"", b"--b", b"--b-", b"--b--", b"--b--\r\n", b"--b--x", b"--b--\r\n--b\r\n", b"x--b--", b"preamble\r\n--b--epilogue",
    b"\r\n--b--", b"\n--b--", b"--b  \r\n--b--", b"--bb--\r\n", b"--bb--\r\n--b--", b"--b x\r\n" + END, b"--b\r\n" + END,
    b"--b\r\n\r\n\r\n" + END, b"--b\r\n\r\nv\r\n" + END, b"--b\r\n\r\nv\r\n" + part(NAMED, b"1") + END,
    b"--b\r\n" + NAMED + b"\r\n" + END, b"--b\r\n" + NAMED + END, b"--b\r\n" + NAMED + b"\r\n\r\nv" + END,
    b"--b\r\n" + NAMED + b"\r\n\r\n" + END, b"--b\r\n" + NAMED + b"\r\n\r\n" + part(NAMED, b"2") + END,
    b"--b\r\n" + NAMED + b'; filename="f"\r\n\r\n' + END, b"--b\n" + NAMED + b"\n\n--b--", b"--b\r" + NAMED + b"\r\r--b--",
    b"--b\r\n" + NAMED + b"\r\n\n--b--", b"--b\r\n" + NAMED + b"\n\r\n--b--", b"--b\r\n" + NAMED + b"\r\r\n--b--",
    b"--b\r\n" + NAMED + b"\r\n\r\nv", b"--b\r\n" + NAMED + b"\r\n\r\nv\r\n--b", b"--b\r\n" + NAMED + b"\r\n\r\nv\r\n--b-",
    b"--b\r\n" + NAMED + b"\r\n\r\nv\r\n--b\r", b"--b\r\n" + NAMED + b"\r\n\r\nv\n--b--", b"--b\r\n" + NAMED + b"\r\n\r\nv\r--b--",
    b"--b\r\n" + NAMED + b"\r\n\r\nv\r\n--b \t--b--", b"--b \t\x0b\x0c\r\n" + NAMED + b"\r\n\r\nv\r\n--b-- \t\r\nx",
    b"pre\r\namble\r\n" + part(NAMED, b"1") + END + b"epilogue\r\n" + part(NAMED, b"2"),
    part(NAMED, b"1") + part(NAMED, b"2") + part(b'Content-Disposition: form-data; name="b"', b"3") + END,
    part(NAMED, b"1") + b"--b\r\n\r\n" + END, part(NAMED, b"1") + part(b"X: y", b"2") + END, b"--b\r\n--b\r\n" + NAMED + b"\r\n\r\n1\r\n" + END,
]

TYPES = [
    (b"multipart/form-data; boundary=b", b"b"), (b'multipart/form-data; boundary="b"', b"b"),
    (b"Multipart/Form-Data; Boundary=b", b"b"), (b"multipart/form-data;boundary=b;charset=utf-8", b"b"),
    (b'multipart/form-data; boundary="a b"', b"a b"), (b'multipart/form-data; boundary="a;b"', b"a;b"),
    (b"multipart/form-data; boundary=a;b", b"a"), (b"multipart/form-data; charset; boundary=b", b"b"),
    (b"multipart/form-data; boundary=a; boundary=b", b"b"), (b"multipart/form-data; boundary='b'", b"'b'"),
    (b"multipart/form-data; boundary=--b", b"--b"), (b"multipart/form-data; boundary=-", b"-"),
    (b'multipart/form-data; boundary="(b)+?.*"', b"(b)+?.*"), (b'multipart/form-data; boundary="a\\"b"', b'a"b'),
    (b"multipart/form-data", b"b"), (b"multipart/form-data; boundary=", b"b"), (b'multipart/form-data; boundary=""', b""),
    (b"multipart/form-data ; boundary=b", b"b"), (b"multipart/form-data; boundary=b junk", b"b"),
]


def rows():
    """(content type, body) of each case."""
    usual = "multipart/form-data; boundary=b"
    for disposition in DISPOSITIONS:
        yield usual, part(b"Content-Disposition: " + disposition, b"v") + END
    for head in HEADS:
        yield usual, part(head, b"v") + part(NAMED, b"next") + END
    for line in (b"\r\n", b"\n", b"\r"):
        for value in VALUES:
            yield usual, part(NAMED, value, line) + part(b'Content-Disposition: form-data; name="z"', b"1", line) + END
    for charset, value in CHARSETS:
        yield usual, part(NAMED + b"\r\nContent-Type: text/plain; charset=" + charset, value) + END
    for body in WHOLE:
        yield usual, body
    for content_type, boundary in TYPES:
        yield content_type.decode(), part(NAMED, b"v", boundary=boundary) + b"--" + boundary + b"--\r\n"
    yield from mutations(usual)


def mutations(usual):
    chance = random.Random(20261130)
    seeds = [body for body in WHOLE if body.count(b"--b") > 2] + [part(head, b"v") + END for head in HEADS[:8]]
    for _ in range(600):
        body = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(body))
            match chance.randrange(4):
                case 0: body[place:place + chance.randint(1, 4)] = b""
                case 1: body[place:place] = chance.choice([b"\r", b"\n", b"\r\n", b"--b", b"-", b" ", b";", b'"', b":", b"\\"])
                case 2: body[place] = chance.choice(b'\r\n- ;":=\\a')
                case 3: body[place:place] = body[place:place + chance.randint(1, 20)]
            if not body:
                body += b"-"
        yield usual, bytes(body)


def main():
    cases = []
    for content_type, body in rows():
        cases.append({"type": content_type, "body": base64.b64encode(body).decode(), "form": werkzeug(content_type, body)})
    text = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    FILE.write_text(f'{{"werkzeug": "{version("werkzeug")}", "cases": [\n{text}\n]}}\n')
    print(f"{len(cases)} cases, {sum(case['form'] is None for case in cases)} of them refused")


if __name__ == "__main__":
    main()
