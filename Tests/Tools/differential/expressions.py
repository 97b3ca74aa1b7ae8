"""Writes random expressions of Jinja's language, mostly of the kinds that operators, filters and methods want."""

# The variables of every generated template, by kind. {"$markup": …} is markup.
CONTEXT = {
    "n": 7,
    "zero": 0,
    "minus": -3,
    "big": 2**65 + 1,
    "f": 2.5,
    "third": 1 / 3,
    "huge": 1e22,
    "s": "Hello World",
    "html": '<b class="x">Zoë & \'Co\'</b>',
    "lines": "one two\n  three\n\nfour",
    "url": "see https://example.org/a?b=c&d, www.example.com or mail zoe@example.org.",
    "empty": "",
    "umlaut": "Straße ÀÉÎ ǆ ﬁ",
    "digits": "0042",
    "markup": {"$markup": "<em>già</em> &amp; <i>x</i>"},
    "numbers": [3, 1, 2, 2, -5],
    "mixed": [1, "a", None, 2.5, True],
    "words": ["b", "A", "c", "a"],
    "nothing": [],
    "nested": [[1, 2], [3], []],
    "pairs": [["a", 1], ["b", 2]],
    "d": {"x": 1, "B": "two", "a": [1], "items": "i"},
    "users": [
        {"name": "Zoë", "age": 31, "tags": ["x", "y"], "address": {"city": "Łódź"}},
        {"name": "adam", "age": 5, "tags": [], "address": {"city": "Bonn"}},
        {"name": "Bob", "age": 31, "tags": ["y"], "address": {}},
    ],
    "yes": True,
    "no": False,
    "none_value": None,
}
NAMES = {
    "int": ["n", "zero", "minus", "big"],
    "float": ["f", "third", "huge"],
    "str": ["s", "html", "lines", "url", "empty", "umlaut", "digits", "markup"],
    "list": ["numbers", "mixed", "words", "nothing", "nested", "pairs", "users"],
    "dict": ["d", "users[0]", "users[2].address"],
    "bool": ["yes", "no"],
    "any": ["none_value", "missing", "d.nope", "users.0.name", "loop.index"],
}
LITERALS = {
    "int": ["0", "1", "2", "3", "10", "1_000", "0x1F", "0b101", "12345678901234567890"],
    "float": ["0.5", "1.0", "1e3", "2.675", "1e-7", "100.0"],
    "str": ["''", "'a'", '"<&>"', "'é\\u0301'", "'a,b,,c'", "' x '", "'%s|%s'", "'{} {}'", "'aXbXc'", "'a\\nb\\tc'", "'ß'"],
    "bool": ["true", "false", "True", "False"],
    "any": ["none", "None"],
}
KINDS = ["int", "float", "str", "list", "dict", "bool", "any"]

# name(arguments) by the kind it is applied to; a word in braces is an argument of that kind.
FILTERS = {
    "str": [
        ("upper", "str"), ("lower", "str"), ("title", "str"), ("capitalize", "str"), ("trim", "str"),
        ("trim({str})", "str"), ("center({small})", "str"), ("indent", "str"), ("indent({small}, {bool}, {bool})", "str"),
        ("indent(first=true)", "str"), ("replace({str}, {str})", "str"), ("replace({str}, {str}, {small})", "str"),
        ("truncate({small})", "str"), ("truncate({small}, true)", "str"), ("truncate({small}, {bool}, {str}, {small})", "str"),
        ("wordwrap({small})", "str"), ("wordwrap({small}, false)", "str"), ("wordcount", "int"), ("length", "int"),
        ("e", "str"), ("escape", "str"), ("safe", "str"), ("forceescape", "str"), ("string", "str"), ("striptags", "str"),
        ("urlencode", "str"), ("urlize", "str"), ("urlize({small}, true)", "str"), ("urlize(target='_blank')", "str"),
        ("int", "int"), ("int({int}, 16)", "int"), ("float", "float"), ("list", "list"), ("reverse", "str"),
        ("first", "str"), ("last", "str"), ("format({any}, {any})", "str"), ("tojson", "str"), ("pprint", "str"),
        ("default({any})", "str"), ("d({any}, true)", "any"), ("join({str})", "str"), ("unique|list", "list"),
        ("sort|join", "str"), ("batch({small})|list", "list"), ("attr('upper')()", "str"), ("count", "int"),
    ],
    "int": [
        ("abs", "int"), ("float", "float"), ("int", "int"), ("round", "float"), ("round({small}, 'floor')", "float"),
        ("filesizeformat", "str"), ("filesizeformat(true)", "str"), ("string", "str"), ("tojson", "str"), ("default(1)", "int"),
        ("pprint", "str"), ("e", "str"),
    ],
    "float": [
        ("abs", "float"), ("int", "int"), ("round", "float"), ("round({small})", "float"), ("round({small}, 'ceil')", "float"),
        ("round(method='floor')", "float"), ("filesizeformat", "str"), ("string", "str"), ("tojson", "str"), ("float", "float"),
    ],
    "list": [
        ("length", "int"), ("first", "any"), ("last", "any"), ("list", "list"), ("reverse|list", "list"), ("join", "str"),
        ("join({str})", "str"), ("join(', ', attribute='name')", "str"), ("sort", "list"), ("sort(true)", "list"),
        ("sort(case_sensitive={bool})", "list"), ("sort(attribute='age')", "list"), ("sort(attribute='age,name')", "list"),
        ("unique|list", "list"), ("unique({bool})|list", "list"), ("unique(attribute='age')|list", "list"),
        ("min", "any"), ("max", "any"), ("max(attribute='name')", "any"), ("sum", "int"), ("sum(start={int})", "int"),
        ("sum(attribute='age')", "int"), ("map('string')|list", "list"), ("map('upper')|list", "list"),
        ("map(attribute='name')|list", "list"), ("map(attribute='nope', default={any})|list", "list"),
        ("map('default', {any})|list", "list"), ("map(attribute='address.city')|list", "list"),
        ("select|list", "list"), ("reject|list", "list"), ("select('odd')|list", "list"), ("select('gt', {int})|list", "list"),
        ("select('string')|list", "list"), ("reject('none')|list", "list"), ("selectattr('tags')|list", "list"),
        ("selectattr('age', 'gt', {int})|list", "list"), ("rejectattr('name', 'equalto', {str})|list", "list"),
        ("batch({small})|list", "list"), ("batch({small}, {any})|list", "list"), ("slice({small})|list", "list"),
        ("slice({small}, {any})|list", "list"), ("groupby('age')|list", "list"), ("groupby('address.city')|list", "list"),
        ("groupby('name', default={str})|list", "list"), ("tojson", "str"), ("pprint", "str"), ("string", "str"), ("e", "str"),
        ("default({any}, true)", "list"), ("tojson(indent={small})", "str"),
    ],
    "dict": [
        ("length", "int"), ("list", "list"), ("items|list", "list"), ("dictsort", "list"), ("dictsort(by='value')", "list"),
        ("dictsort(true, reverse=true)", "list"), ("tojson", "str"), ("tojson({small})", "str"), ("xmlattr", "str"),
        ("xmlattr(false)", "str"), ("urlencode", "str"), ("join({str})", "str"), ("first", "any"), ("pprint", "str"),
        ("string", "str"), ("sort|list", "list"), ("attr('x')", "any"), ("map('upper')|list", "list"),
    ],
    "bool": [("string", "str"), ("int", "int"), ("tojson", "str"), ("default({any}, true)", "bool")],
    "any": [
        ("default({any})", "any"), ("d({any}, true)", "any"), ("string", "str"), ("length", "int"), ("list", "list"),
        ("tojson", "str"), ("e", "str"), ("first", "any"), ("int", "int"), ("join({str})", "str"), ("pprint", "str"),
    ],
}
METHODS = {
    "str": [
        ("upper()", "str"), ("lower()", "str"), ("title()", "str"), ("capitalize()", "str"), ("swapcase()", "str"),
        ("casefold()", "str"), ("strip()", "str"), ("lstrip({str})", "str"), ("rstrip()", "str"), ("split()", "list"),
        ("split({str})", "list"), ("split({str}, {small})", "list"), ("rsplit(none, {small})", "list"), ("splitlines()", "list"),
        ("splitlines(true)", "list"), ("partition({str})", "list"), ("rpartition({str})", "list"), ("replace({str}, {str})", "str"),
        ("startswith({str})", "bool"), ("endswith(({str}, {str}))", "bool"), ("find({str})", "int"), ("rfind({str}, {small})", "int"),
        ("index({str})", "int"), ("count({str})", "int"), ("join({list})", "str"), ("center({small}, '*')", "str"),
        ("ljust({small})", "str"), ("rjust({small}, 'é')", "str"), ("zfill({small})", "str"), ("expandtabs({small})", "str"),
        ("isdigit()", "bool"), ("isalpha()", "bool"), ("isalnum()", "bool"), ("isupper()", "bool"), ("islower()", "bool"),
        ("istitle()", "bool"), ("isspace()", "bool"), ("isidentifier()", "bool"), ("isnumeric()", "bool"), ("isdecimal()", "bool"),
        ("isascii()", "bool"), ("isprintable()", "bool"), ("removeprefix({str})", "str"), ("removesuffix({str})", "str"),
        ("format({any}, {any})", "str"), ("format(a={any})", "str"), ("encode()", "any"), ("translate({{97: 'b'}})", "str"),
    ],
    "list": [("count({any})", "int"), ("index({any})", "int"), ("copy()", "list")],
    "dict": [
        ("get({str})", "any"), ("get({str}, {any})", "any"), ("keys()|list", "list"), ("values()|list", "list"),
        ("items()|list", "list"), ("copy()", "dict"), ("x", "any"), ("B", "any"), ("name", "any"),
    ],
    "int": [("bit_length()", "int"), ("real", "int")],
    "float": [("is_integer()", "bool"), ("imag", "float")],
}
TESTS = [
    "defined", "undefined", "none", "boolean", "true", "false", "integer", "float", "number", "string", "mapping", "sequence",
    "iterable", "callable", "escaped", "odd", "even", "lower", "upper", "divisibleby({small})", "divisibleby {small}",
    "eq {any}", "ne({any})", "lt({any})", "ge {int}", "in {list}", "in({str})", "sameas({any})", "filter", "test", "equalto {any}",
]
SPECIFICATIONS = [
    "{:>8}", "{:<6}|", "{:^9}", "{:05}", "{:,}", "{:+}", "{:.2f}", "{:x}", "{:#b}", "{!r}", "{!s:>12}", "{0}{0}", "{:e}", "{:%}",
    "{:g}", "{:_}", "{:*^10}", "{:c}", "{:.3}", "{{}}{}",
]
CONVERSIONS = ["%s", "%r", "%d", "%05d", "%.2f", "%x", "%-6s|", "%+d", "%e", "%g", "%c", "%%", "%(a)s", "%5.1f", "%i", "%o", "%#x"]


class ExpressionWriter:
    def __init__(self, random):
        self.random = random
        # Loop variables, macros' parameters and the like, which are of any kind.
        self.local_names = []

    def expression(self, kind="any", depth=3) -> str:
        chance = self.random.random()
        if chance < 0.04:
            kind = self.random.choice(KINDS)
        if depth <= 0 or chance < 0.2:
            return self.operand(kind, depth)
        writers = [self.filtered, self.filtered, self.method, self.conditional, self.operation, self.operand]
        return self.random.choice(writers)(kind, depth - 1)

    def operand(self, kind, depth) -> str:
        if kind == "any":
            if self.local_names and self.random.random() < 0.5:
                return self.random.choice(self.local_names)
            kind = self.random.choice(KINDS)
        if self.random.random() < 0.45:
            return self.random.choice(NAMES[kind])
        if kind == "list":
            items = [self.expression("any", depth - 2) for _ in range(self.random.randrange(4))]
            return self.random.choice([f"[{', '.join(items)}]", f"({', '.join(items)},)" if items else "()"])
        if kind == "dict":
            keys = self.random.sample(["'a'", "'b'", "1", "1.5", "none", "'c d'"], self.random.randrange(4))
            return "{" + ", ".join(f"{key}: {self.expression('any', depth - 2)}" for key in keys) + "}"
        return self.random.choice(LITERALS[kind])

    def fill(self, pattern, depth) -> str:
        for kind in KINDS:
            while "{" + kind + "}" in pattern:
                pattern = pattern.replace("{" + kind + "}", self.expression(kind, depth - 1), 1)
        while "{small}" in pattern:
            pattern = pattern.replace("{small}", str(self.random.choice([0, 1, 2, 3, 5, 9, 20])), 1)
        return pattern.replace("{{", "{").replace("}}", "}")

    def producing(self, table, kind):
        """An entry that makes this kind, and what it is applied to."""
        choices = [(subject, name) for subject, entries in table.items() for name, result in entries if kind in (result, "any")]
        return self.random.choice(choices) if choices else (None, None)

    def filtered(self, kind, depth) -> str:
        subject, name = self.producing(FILTERS, kind)
        if name is None:
            return self.operand(kind, depth)
        return f"{self.group(self.expression(subject, depth))}|{self.fill(name, depth)}"

    def method(self, kind, depth) -> str:
        subject, name = self.producing(METHODS, kind)
        if name is None:
            return self.operand(kind, depth)
        return f"{self.group(self.expression(subject, depth))}.{self.fill(name, depth)}"

    def group(self, text) -> str:
        return text if text.isidentifier() or self.random.random() < 0.1 else f"({text})"

    def conditional(self, kind, depth) -> str:
        condition = self.expression("bool", depth)
        otherwise = f" else {self.expression(kind, depth)}" if self.random.random() < 0.85 else ""
        return f"({self.expression(kind, depth)} if {condition}{otherwise})"

    def operation(self, kind, depth) -> str:
        def part(part_kind):
            return self.expression(part_kind, depth)

        choose = self.random.choice
        if kind in ("int", "float"):
            if self.random.random() < 0.1:
                return f"{choose(['2', '3', '-2', 'n', 'f'])} ** {choose(['0', '2', '3', '-1', '0.5'])}"
            return f"{part(kind)} {choose(['+', '-', '*', '/', '//', '%'])} {part(choose(['int', 'float']))}"
        if kind == "str":
            return choose([self.concatenation, self.formatting, self.sliced, self.repeated])(depth)
        if kind == "list":
            return choose([f"{part('list')} + {part('list')}", f"{part('list')}[{self.slice()}]"])
        if kind == "bool":
            return choose(
                [
                    f"{part('any')} {choose(['==', '!='])} {part('any')}",
                    f"{part('int')} {choose(['<', '<=', '>', '>='])} {part(choose(['int', 'float']))} < {part('int')}",
                    f"{part('any')} {choose(['in', 'not in'])} {part(choose(['list', 'str', 'dict']))}",
                    f"{self.group(part('any'))} is {choose(['', 'not '])}{self.fill(choose(TESTS), depth)}",
                    f"not {part('any')}",
                    f"({part('any')} {choose(['and', 'or'])} {part('any')})",
                ]
            )
        if kind == "any":
            return f"{self.group(part('list'))}[{choose(['0', '-1', '1', '9'])}]"
        return self.operand(kind, depth)

    def concatenation(self, depth) -> str:
        return " ~ ".join(self.expression("any", depth) for _ in range(self.random.randrange(2, 4)))

    def formatting(self, depth) -> str:
        if self.random.random() < 0.5:
            text = " ".join(self.random.choice(SPECIFICATIONS) for _ in range(self.random.randrange(1, 3)))
            return f"'{text}'.format({self.expression('any', depth)}, {self.expression('any', depth)})"
        text = self.random.choice(CONVERSIONS)
        value = "{'a': 1}" if "(a)" in text else f"({self.expression('any', depth)},)" if text != "%%" else "()"
        return f"'{text}' % {value}"

    def sliced(self, depth) -> str:
        return f"{self.group(self.expression('str', depth))}[{self.slice()}]"

    def repeated(self, depth) -> str:
        return f"{self.group(self.expression('str', depth))} * {self.random.choice(['0', '2', '-1'])}"

    def slice(self) -> str:
        part = lambda: self.random.choice(["", "0", "1", "2", "-1", "-3", "9"])
        return f"{part()}:{part()}" + (f":{self.random.choice(['1', '2', '-1'])}" if self.random.random() < 0.4 else "")
