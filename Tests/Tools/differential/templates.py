"""Writes random templates."""

from .expressions import ExpressionWriter

TEXTS = ["a", " ", "\n", "\n  ", "<p>", "é\u00a0", "\r\n", " - ", "{ }", "%", "text\n\n", "\t"]


class TemplateWriter:
    """A page, a template that it may extend, one to include and one to import."""

    def __init__(self, random):
        self.random = random
        self.expressions = ExpressionWriter(random)
        self.loops = 0
        self.macro_depth = 0
        self.counter = 0

    def templates(self) -> dict:
        self.macros = self.macro("shared"), self.macro("other")
        templates = {
            "macros.html": self.text() + self.macros[0] + self.macros[1] + "{% set exported = n * 2 %}",
            "part.html": self.body(1),
            "base.html": f"<{self.body(1)}{{% block a %}}{self.body(1)}{{% endblock %}}"
            f"{{% block b {self.random.choice(['', 'scoped'])} %}}{self.body(1)}{{% endblock %}}>",
        }
        start = ""
        if self.random.random() < 0.3:
            parent = self.random.choice(["'base.html'", "'base.html' if yes else 'gone.html'", "'ba' ~ 'se.html'"])
            start = f"{{% extends {parent} %}}{self.statements(1)}{{% block a %}}{self.super()}{self.body(2)}{{% endblock %}}"
        templates["page.html"] = start + self.body(3)
        return templates

    def super(self) -> str:
        return self.random.choice(["", "{{ super() }}", "[{{ super()|upper }}]"])

    def text(self) -> str:
        return "".join(self.random.choice(TEXTS) for _ in range(self.random.randrange(3)))

    def name(self) -> str:
        self.counter += 1
        return self.random.choice(["x", "y", "item", f"v{self.counter}"])

    def tag(self, content) -> str:
        begin, end = (self.random.choice(["", "", "", "", "-", "+"]) for _ in range(2))
        return f"{{%{begin} {content} {end}%}}"

    def body(self, depth) -> str:
        return "".join(self.text() + self.statement(depth) for _ in range(self.random.randrange(1, 4))) + self.text()

    def statements(self, depth) -> str:
        return "".join(self.random.choice([self.set, self.macro_call])(depth) for _ in range(self.random.randrange(3)))

    def statement(self, depth) -> str:
        output = self.output
        if depth <= 0:
            return output(depth)
        writers = [
            output, output, output, self.condition, self.loop, self.set, self.set_block, self.scope, self.macro_call,
            self.call_block, self.filter_block, self.autoescape, self.include, self.imported, self.comment, self.raw,
            self.do, self.translation, self.namespace, self.loop_control, self.recursive_loop,
        ]
        return self.random.choice(writers)(depth - 1)

    def macro_body(self, names, depth) -> str:
        loops, self.loops = self.loops, 0
        self.macro_depth += 1
        body = self.inner(names, depth)
        self.macro_depth -= 1
        self.loops = loops
        return body

    def inner(self, names, depth) -> str:
        """A body in which these names are known."""
        known = len(self.expressions.local_names)
        self.expressions.local_names += names
        body = self.body(depth)
        del self.expressions.local_names[known:]
        return body

    def expression(self, kind="any", depth=2) -> str:
        return self.expressions.expression(kind, depth)

    def output(self, depth) -> str:
        begin, end = (self.random.choice(["", "", "", "", "-"]) for _ in range(2))
        return f"{{{{{begin} {self.expression(depth=3)} {end}}}}}"

    def condition(self, depth) -> str:
        text = self.tag(f"if {self.expression('bool')}") + self.body(depth)
        if self.random.random() < 0.4:
            text += self.tag(f"elif {self.expression('any')}") + self.body(depth)
        if self.random.random() < 0.6:
            text += self.tag("else") + self.body(depth)
        return text + self.tag("endif")

    def loop(self, depth) -> str:
        name = self.name()
        names, target = [name], name
        iterable = self.expression("list")
        if self.random.random() < 0.2:
            iterable, target, names = "d.items()|list", f"{name}, value", [name, "value"]
        loop_names = ["loop.index", "loop.first", "loop.last", "loop.revindex0", "loop.length", "loop.depth"]
        loop_names += ["loop.cycle('a', 'b')", "loop.previtem", "loop.nextitem", "loop.changed(1)"]
        test = f" if {self.expression('any', 1)}" if self.random.random() < 0.2 else ""
        self.loops += 1
        body = self.inner(names + [self.random.choice(loop_names)], depth)
        self.loops -= 1
        otherwise = self.tag("else") + self.body(depth) if self.random.random() < 0.3 else ""
        return self.tag(f"for {target} in {iterable}{test}") + body + otherwise + self.tag("endfor")

    def recursive_loop(self, depth) -> str:
        return (
            self.tag("for item in nested + [5] recursive")
            + "{{ loop.depth }}{% if item is iterable %}[{{ loop(item) }}]{% else %}{{ item }}{% endif %}"
            + self.tag("endfor")
        )

    def loop_control(self, depth) -> str:
        if not self.loops:
            return self.output(depth)
        return self.tag(f"if {self.expression('bool')}") + self.tag(self.random.choice(["break", "continue"])) + self.tag("endif")

    def set(self, depth) -> str:
        if self.random.random() < 0.2:
            return self.tag(f"set x, y = {self.expression()}, {self.expression()}") + "{{ x }}{{ y }}"
        name = self.name()
        return self.tag(f"set {name} = {self.expression()}") + self.random.choice(["", f"{{{{ {name} }}}}"])

    def set_block(self, depth) -> str:
        name = self.name()
        filters = self.random.choice(["", " | upper", " | trim | e", " | replace('a', '<')"])
        return self.tag(f"set {name}{filters}") + self.body(depth) + self.tag("endset") + f"{{{{ {name} }}}}"

    def namespace(self, depth) -> str:
        return (
            self.tag(f"set ns = namespace(total=0, a={self.expression()})")
            + self.tag(f"for i in {self.expression('list')}")
            + self.tag("set ns.total = ns.total + loop.index")
            + self.tag("endfor")
            + "{{ ns.total }}{{ ns.a }}{{ ns.b }}"
        )

    def scope(self, depth) -> str:
        name = self.name()
        return self.tag(f"with {name} = {self.expression()}, z = {self.expression()}") + self.inner([name, "z"], depth) + self.tag("endwith")

    def macro(self, name) -> str:
        default = self.expression(depth=1)
        body = self.macro_body(["p", "q"], 1)
        extra = self.random.choice(["", "{{ varargs }}", "{{ kwargs }}", "{{ varargs|length }}{{ kwargs.k }}", "{{ caller() if caller }}"])
        return f"{{% macro {name}(p, q={default}) %}}{body}{extra}{{% endmacro %}}"

    def macro_call(self, depth) -> str:
        arguments = self.random.choice(["{any}", "{any}, {any}", "q={any}", "", "{any}, {any}, {any}", "{any}, k={any}"])
        call = f"m({self.expressions.fill(arguments, 2)})"
        return self.macro("m") + f"{{{{ {call} }}}}" + self.random.choice(["", f"{{{{ {call}|length }}}}"])

    def call_block(self, depth) -> str:
        parameters, arguments = self.random.choice([("", ""), ("(u)", "1"), ("(u, v=2)", "p")])
        macro = f"{{% macro c(p) %}}[{{{{ caller({arguments}) }}}}{{{{ p }}}}]{{% endmacro %}}"
        return macro + self.tag(f"call{parameters} c({self.expression()})") + self.macro_body(["u"] if parameters else [], depth) + self.tag("endcall")

    def filter_block(self, depth) -> str:
        name = self.random.choice(["upper", "trim", "e", "indent(2)", "replace('a', 'b')", "title", "wordwrap(9)", "striptags|upper"])
        return self.tag(f"filter {name}") + self.body(depth) + self.tag("endfilter")

    def autoescape(self, depth) -> str:
        flag = self.random.choice(["true", "false"])
        return self.tag(f"autoescape {flag}") + self.body(depth) + self.tag("endautoescape")

    def include(self, depth) -> str:
        # Jinja 3.1.6 puts what is included without context before all that the macro around it makes.
        choices = ["'part.html'", "['gone.html', 'part.html']", "'gone.html' ignore missing", "'gone.html'"]
        if not self.macro_depth:
            choices.append("'part.html' without context")
        return self.tag(f"include {self.random.choice(choices)}")

    def imported(self, depth) -> str:
        context = self.random.choice(["", " with context"])
        if self.random.random() < 0.5:
            return self.tag(f"import 'macros.html' as lib{context}") + f"{{{{ lib.shared({self.expression()}) }}}}{{{{ lib.exported }}}}"
        return self.tag(f"from 'macros.html' import shared, exported as twice{context}") + f"{{{{ shared(twice, {self.expression()}) }}}}"

    def comment(self, depth) -> str:
        return self.random.choice(["{# c #}", "{#- c -#}", "{# {{ x }} #}", "{##}"])

    def raw(self, depth) -> str:
        return self.random.choice(["{% raw %}{{ x }}{% endraw %}", "{%- raw -%} {% x %} {%- endraw -%}"])

    def do(self, depth) -> str:
        return self.tag("set l = [1]") + self.tag(f"do l.append({self.expression()})") + "{{ l|length }}"

    def translation(self, depth) -> str:
        mode = self.random.choice(["", "trimmed ", "'c' "])
        if self.random.random() < 0.5:
            return f"{{% trans {mode}count={self.expression('int')} %}} <one>\n 50% {{% pluralize %}} {{{{ count }}}} {{{{ s }}}} \n{{% endtrans %}}"
        return f"{{% trans {mode}a={self.expression()} %}} {{{{ a }}}} & {{{{ html }}}}\n x {{% endtrans %}}{{{{ _('%(k)s <', k={self.expression()}) }}}}"
