"""Every operation of strings on text and on markup, with arguments of both kinds."""

# `x` is text with what HTML gives a meaning, `m` the same as markup.
CONTEXT = {
    "x": "<b>a & 'b'</b> <i>c</i>",
    "m": {"$markup": "<b>a &amp; 'b'</b> <i>c</i>"},
    "old": "<",
    "old_m": {"$markup": "<"},
    "amp": "&amp;",
    "new": "[>",
    "new_m": {"$markup": "[<hr>"},
    "blank": " ",
    "blank_m": {"$markup": " "},
    "words": ["<a>", {"$markup": "<b>"}, "c"],
    "n": 3,
}
SUBJECTS = ["x", "m"]
TEXTS = ["old", "old_m", "amp", "new", "new_m", "blank"]
EXPRESSIONS = (
    [f"{s}.replace({a}, {b})" for s in SUBJECTS for a in TEXTS for b in ("new", "new_m")]
    + [f"{s}|replace({a}, {b})" for s in SUBJECTS for a in TEXTS for b in ("new", "new_m")]
    + [f"{s}|replace({a}, {b}, 1)" for s in SUBJECTS for a in ("old", "old_m") for b in ("new", "new_m")]
    + [f"{s}.{name}({a})" for s in SUBJECTS for a in TEXTS for name in (
        "split", "rsplit", "partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "count", "find",
        "index", "startswith", "endswith")]
    + [f"{s}.{name}(30, {a})" for s in SUBJECTS for a in ("old", "old_m", "'-'", "blank_m", "'&'") for name in ("center", "ljust", "rjust")]
    + [f"{s}.{name}()" for s in SUBJECTS for name in (
        "upper", "lower", "title", "capitalize", "swapcase", "casefold", "split", "splitlines", "expandtabs", "strip", "striptags",
        "unescape", "isalpha", "encode", "islower")]
    + [f"{s}|{name}" for s in SUBJECTS for name in (
        "upper", "lower", "title", "capitalize", "trim", "trim('<')", "e", "escape", "forceescape", "safe", "string", "striptags",
        "urlize", "urlencode", "wordcount", "length", "list", "first", "last", "reverse", "join", "join(new)", "join(new_m)", "indent",
        "indent(2, true)", "indent(new, true)", "indent(new_m, true)", "center(40)", "truncate(9)", "truncate(9, true, new)",
        "truncate(9, false, new_m)", "wordwrap(8)", "wordwrap(8, wrapstring=new)", "wordwrap(8, wrapstring=new_m)", "tojson", "pprint",
        "format", "batch(9)|list", "unique|list", "sort|join", "map('upper')|join", "default(new)", "xmlattr", "int", "sum", "min", "max",
        "select|list", "random is string", "slice(2)|list", "dictsort", "groupby(0)|list", "attr('upper')()", "filesizeformat")]
    + [f"{a} {o} {b}" for a in (*SUBJECTS, "new", "new_m") for b in (*SUBJECTS, "n", "words") for o in ("+", "~", "==", "<", "in", "%")]
    + [f"{s} * 2" for s in SUBJECTS] + [f"2 * {s}" for s in SUBJECTS]
    + [f"{s}[{i}]" for s in SUBJECTS for i in ("0", "-1", "1:4", "::-1", "99")]
    + [f"{a}.join(words)" for a in TEXTS] + [f"words|join({a})" for a in TEXTS] + ["m.join(m)", "new_m.join(x)", "words|join(n)"]
    + [f"{f} % {v}" for f in ("'%s'", "'%s'|safe", "'<%r>'|safe", "'<%d>'|safe", "'<%s|%s>'|safe", "'<%(a)s>'|safe") for v in (
        "x", "m", "(x, m)", "{'a': x}", "{'a': m}", "[x]", "n", "(m,)")]
    + [f"{f}.format({v})" for f in ("'{}'", "'<{}>'|safe", "'<{0!r}>'|safe", "'<{:>30}>'|safe", "'<{a}>'|safe", "'<{0[0]}>'|safe") for v in (
        "x", "m", "a=x", "a=m", "[x]", "n")]
    + [f"({f}).format_map({{'a': {v}}})" for f in ("'{a}'", "'<{a}>'|safe") for v in SUBJECTS]
    + [f"{f}|format({v})" for f in ("'<%s>'", "'<%s>'|safe") for v in ("x", "m", "n", "x, m")]
    + [f"{s}.translate({{60: {v}, 62: none}})" for s in SUBJECTS for v in ("new", "new_m", "'y'", "65")]
    + [f"({s} if n)" for s in SUBJECTS] + ["{'a': m}|xmlattr", "{'a': x}|xmlattr", "[m, x]|join|upper", "m is escaped", "x is escaped"]
    + [f"{s} is {t}" for s in SUBJECTS for t in ("string", "sequence", "mapping", "iterable", "lower", "sameas x")]
    + ["m.__class__.__name__", "x.__class__.__name__", "n.__class__.__name__", "words.__class__.__name__"]
)
