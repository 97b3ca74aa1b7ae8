#!/usr/bin/env python3
"""Usage: tools/unicode-tables.py [FOLDER]

Writes the tables of Unicode that the site needs and Swift's library does not offer, as C, into Sources/CTables (or a folder).
They are made of the Unicode Character Database of Debian's package unicode-data, and of the confusable characters
(UTS #39) that ICU has, of Debian's libicu72. Both are of Unicode 15.0; of any other version nothing is written.
"""

import ctypes
import pathlib
import sys

VERSION = "15.0.0"
DATABASE = pathlib.Path("/usr/share/unicode")
CHECKOUT = pathlib.Path(__file__).resolve().parent.parent


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT / "Sources/CTables"
    check_version()
    decompositions, compatibility = read_decompositions()
    write_mappings(folder, "Folding", "unicode_folding", "NFKC_Casefold of each character (DerivedNormalizationProps.txt); "
                   "those that it drops are not here", read_folding())
    write_mappings(folder, "Compatibility", "unicode_compatibility", "full compatibility decompositions, where they are other than "
                   "the canonical ones (UnicodeData.txt)", compatibility)
    write_mappings(folder, "Decompositions", "unicode_decompositions", "full canonical decompositions, but for Hangul (UnicodeData.txt)",
                   decompositions)
    write_mappings(folder, "Confusables", "unicode_confusables", "the prototype of each confusable character (UTS #39, by ICU)",
                   read_confusables())
    write_compositions(folder)
    write_ranges(folder, "CombiningClasses", "unicode_combining_classes", "canonical combining classes (DerivedCombiningClass.txt)",
                 {code: int(value) for code, value in properties("extracted/DerivedCombiningClass.txt") if value != "0"}, 0)
    write_scripts(folder)
    joining = {code: "RLD".index(value) + 1 if value in "RLD" else 4
               for code, value in properties("extracted/DerivedJoiningType.txt") if value in "RLDT"}
    write_ranges(folder, "JoiningTypes", "unicode_joining_types",
                 "joining types (DerivedJoiningType.txt): 1 right, 2 left, 3 dual, 4 transparent, 0 any other", joining, 0)
    write_emoji(folder)


def check_version():
    found = (DATABASE / "ReadMe.txt").read_text()
    if f"Version {VERSION}" not in found:
        sys.exit(f"{DATABASE} is not of Unicode {VERSION}: install Debian's unicode-data {VERSION}.")


# Reading


def lines(name):
    for line in (DATABASE / name).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [part.strip() for part in line.split(";")]


def codes(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def properties(name):
    """(code, value) of each line of two fields."""
    for fields in lines(name):
        for code in codes(fields[0]):
            yield code, fields[1]


def read_decompositions():
    """What UnicodeData.txt decomposes, to the end: canonical ones, and the others by their code."""
    direct = {}
    for fields in lines("UnicodeData.txt"):
        if fields[5]:
            parts = fields[5].split()
            is_compatibility = parts[0].startswith("<")
            direct[int(fields[0], 16)] = is_compatibility, [int(part, 16) for part in parts[is_compatibility:]]

    def expand(code, compatible):
        is_compatibility, parts = direct.get(code, (False, None))
        if parts is None or is_compatibility and not compatible:
            return [code]
        return [leaf for part in parts for leaf in expand(part, compatible)]

    canonical, compatibility = {}, {}
    for code in direct:
        narrow, wide = expand(code, False), expand(code, True)
        if narrow != [code]:
            canonical[code] = narrow
        if wide != narrow:
            compatibility[code] = wide
    return canonical, compatibility


def read_folding():
    folding = {}
    for fields in lines("DerivedNormalizationProps.txt"):
        if fields[1] == "NFKC_CF":
            for code in codes(fields[0]):
                if fields[2]:
                    folding[code] = [int(part, 16) for part in fields[2].split()]
    return folding


def read_confusables():
    """The skeleton of each character that is its own decomposition."""
    icu, common = ctypes.CDLL("libicui18n.so.72"), ctypes.CDLL("libicuuc.so.72")
    version = (ctypes.c_uint8 * 4)()
    common.u_getUnicodeVersion_72(version)
    assert list(version)[:3] == [int(part) for part in VERSION.split(".")], "ICU is of another Unicode"
    icu.uspoof_open_72.restype = ctypes.c_void_p
    status = ctypes.c_int(0)
    checker = ctypes.c_void_p(icu.uspoof_open_72(ctypes.byref(status)))
    decomposed = {code for code, _ in ((int(f[0], 16), f[5]) for f in lines("UnicodeData.txt"))
                  if _ and not _.startswith("<")}
    buffer = ctypes.create_string_buffer(200)
    confusables = {}
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code < 0xD7A4 or code in decomposed:
            continue
        text = chr(code).encode("utf-16-le")
        length = icu.uspoof_getSkeleton_72(checker, 0, text, len(text) // 2, buffer, 100, ctypes.byref(status))
        assert status.value <= 0, status.value
        skeleton = [ord(character) for character in buffer.raw[: 2 * length].decode("utf-16-le")]
        if skeleton != [code]:
            confusables[code] = skeleton
    return confusables


# Writing


def write(folder, name, text):
    (folder / f"{name}.c").write_text(text)


def header(comment):
    return (
        f"/* Unicode {VERSION}: {comment}. Made by tools/unicode-tables.py.\n"
        "   Copyright (c) 1991-2022 Unicode, Inc.; see LICENSES.md. */\n#include \"CTables.h\"\n\n"
    )


def array(kind, name, numbers):
    text = f"static const {kind} {name}[] = {{\n"
    line = "   "
    for number in numbers:
        word = f" {number:#x}," if number > 9 else f" {number},"
        if len(line) + len(word) > 128:
            text += line + "\n"
            line = "   "
        line += word
    return text + line + "\n};\n\n"


def utf16(scalars):
    raw = "".join(map(chr, scalars)).encode("utf-16-le")
    return [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]


def write_mappings(folder, name, symbol, comment, mapping):
    """Each code with the length of what it becomes, and where that stands in a pool of UTF-16."""
    pool, at = "", {}
    units = {code: "".join(map(chr, utf16(target))) for code, target in mapping.items()}
    for target in sorted(set(units.values()), key=lambda text: (-len(text), text)):
        at[target] = pool.find(target)
        if at[target] < 0:
            at[target] = len(pool)
            pool += target
    assert len(pool) < 1 << 16
    ordered = sorted(mapping)
    write(
        folder,
        name,
        header(comment)
        + array("uint32_t", "from", [code | len(units[code]) << 24 for code in ordered])
        + array("uint16_t", "at", [at[units[code]] for code in ordered])
        + array("uint16_t", "pool", map(ord, pool))
        + f"CTABLES_LARGE const struct ctables_mappings {symbol} = {{ from, at, pool, sizeof at / sizeof *at }};\n",
    )


def write_ranges(folder, name, symbol, comment, values, default, extra=""):
    """Where each run of one value begins, with that value in the lowest byte."""
    starts, last = [], None
    for code in range(0x110000):
        value = values.get(code, default)
        if value != last:
            starts.append(code << 8 | value)
            last = value
    write(
        folder,
        name,
        header(comment)
        + array("uint32_t", "starts", starts)
        + extra
        + f"const struct ctables_ranges {symbol} = {{ starts, sizeof starts / sizeof *starts }};\n",
    )


def write_compositions(folder):
    """Pairs that compose, in order, and what each becomes."""
    excluded = {code for code, value in properties("DerivedNormalizationProps.txt") if value == "Full_Composition_Exclusion"}
    pairs = []
    for fields in lines("UnicodeData.txt"):
        code = int(fields[0], 16)
        if fields[5] and not fields[5].startswith("<") and code not in excluded:
            first, second = (int(part, 16) for part in fields[5].split())
            pairs.append((first, second, code))
    pairs.sort()
    write(
        folder,
        "Compositions",
        header("canonical compositions, but for Hangul (UnicodeData.txt)")
        + array("uint32_t", "first", [pair[0] for pair in pairs])
        + array("uint32_t", "second", [pair[1] for pair in pairs])
        + array("uint32_t", "composed", [pair[2] for pair in pairs])
        + "const struct ctables_compositions unicode_compositions = {"
        + " first, second, composed, sizeof first / sizeof *first };\n",
    )


# Scripts that are written together count as one more script, which each of them has (UTS #39, 5.1).
TOGETHER = {"Hani": ["Hanb", "Jpan", "Kore"], "Hira": ["Jpan"], "Kana": ["Jpan"], "Hang": ["Kore"], "Bopo": ["Hanb"]}


def write_scripts(folder):
    short = {fields[2]: fields[1] for fields in lines("PropertyValueAliases.txt") if fields[0] == "sc"}
    sets = {code: (short[value],) for code, value in properties("Scripts.txt")}
    sets.update((code, tuple(value.split())) for code, value in properties("ScriptExtensions.txt"))
    first = ["Zzzz", "Latn", "Hanb", "Jpan", "Kore"]
    names = first + sorted({name for group in sets.values() for name in group} - {*first, "Zyyy", "Zinh"})
    number = {name: index + 1 for index, name in enumerate(names)}

    def augmented(group):
        if set(group) <= {"Zyyy", "Zinh"}:
            return ()
        return tuple(sorted({number[name] for name in group} | {number[more] for name in group for more in TOGETHER.get(name, [])}))

    numbered = {code: augmented(group) for code, group in sets.items()}
    unknown = (number["Zzzz"],)
    kinds = [(), unknown] + sorted(set(numbered.values()) - {(), unknown})
    assert len(kinds) < 256
    index = {kind: at for at, kind in enumerate(kinds)}
    offsets, members = [], []
    for kind in kinds:
        offsets.append(len(members))
        members += kind
    offsets.append(len(members))
    extra = (
        array("uint16_t", "offsets", offsets)
        + array("uint8_t", "members", members)
        + "const struct ctables_sets unicode_script_sets = { offsets, members };\n"
    )
    comment = (
        "scripts with their extensions (Scripts.txt, ScriptExtensions.txt), as numbers of sets.\n"
        "   Set 0 is all scripts, set 1 none that is known. Of their members 1 is unknown, 2 Latin, 3 Han with Bopomofo, 4 Japanese and\n"
        "   5 Korean (UTS #39, 5.1)"
    )
    write_ranges(folder, "Scripts", "unicode_scripts", comment, {code: index[kind] for code, kind in numbered.items()}, 1, extra)


def write_emoji(folder):
    """Sequences of emoji with something in them that is not seen by itself, each in UTF-16 with 0 behind it."""
    unseen = {0x200D, 0xFE0F, 0x20E3}
    sequences = set()
    for name in "emoji/emoji-sequences.txt", "emoji/emoji-zwj-sequences.txt":
        for fields in lines(name):
            if ".." in fields[0]:
                continue
            sequence = [int(part, 16) for part in fields[0].split()]
            if any(code in unseen or 0xE0000 <= code < 0xE1000 for code in sequence):
                sequences.add(tuple(sequence))
    pool = []
    # The longest first: what begins like another is not taken for it.
    for sequence in sorted(sequences, key=lambda sequence: (-len(utf16(sequence)), sequence)):
        pool += utf16(sequence) + [0]
    write(
        folder,
        "EmojiSequences",
        header("emoji sequences for general interchange (emoji-sequences.txt, emoji-zwj-sequences.txt)")
        + array("uint16_t", "units", pool)
        + "const struct ctables_units unicode_emoji_sequences = { units, sizeof units / sizeof *units };\n",
    )


if __name__ == "__main__":
    main()
