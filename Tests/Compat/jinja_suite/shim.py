"""A plugin for pytest that has `sitectl render` answer wherever Jinja2's own tests render a template.

What a test wants and the command cannot be told (a filter in Python, another delimiter) is `NotExpressible`, and fails.
Such tests are in `left_out.txt`.
"""

import builtins
import json
import re
import tempfile
import types
from pathlib import Path

import jinja2
import pytest
from jinja2 import defaults, ext, exceptions, sandbox
from markupsafe import Markup

from support.sitectl import render

LEFT_OUT = Path(__file__).with_name("left_out.txt")
# Options whose values the command takes, or which change nothing in what is rendered.
SAME_AS_DEFAULT = {
    "block_start_string": defaults.BLOCK_START_STRING,
    "block_end_string": defaults.BLOCK_END_STRING,
    "variable_start_string": defaults.VARIABLE_START_STRING,
    "variable_end_string": defaults.VARIABLE_END_STRING,
    "comment_start_string": defaults.COMMENT_START_STRING,
    "comment_end_string": defaults.COMMENT_END_STRING,
    "line_statement_prefix": None,
    "line_comment_prefix": None,
    "newline_sequence": "\n",
    "finalize": None,
    "is_async": False,
    "filters": defaults.DEFAULT_FILTERS,
    "tests": defaults.DEFAULT_TESTS,
    "policies": defaults.DEFAULT_POLICIES,
}
ENVIRONMENTS = (jinja2.Environment, sandbox.SandboxedEnvironment, sandbox.ImmutableSandboxedEnvironment)
UNDEFINED = (jinja2.Undefined, jinja2.ChainableUndefined, jinja2.StrictUndefined)
EXTENSIONS = {
    ext.ExprStmtExtension: "jinja2.ext.do",
    ext.LoopControlExtension: "jinja2.ext.loopcontrols",
    ext.InternationalizationExtension: "jinja2.ext.i18n",
    ext.DebugExtension: "jinja2.ext.debug",
}
# Of a class that does nothing but hold attributes, and may know how it is printed.
PLAIN_MEMBERS = {"__module__", "__init__", "__str__", "__dict__", "__weakref__", "__doc__", "__firstlineno__", "__static_attributes__"}


class NotExpressible(Exception):
    """What a test wants, `sitectl render` cannot be told."""


def options(environment) -> dict:
    if type(environment) not in ENVIRONMENTS:
        raise NotExpressible(f"an environment of class {type(environment).__name__}")
    for name, value in SAME_AS_DEFAULT.items():
        if getattr(environment, name) != value:
            raise NotExpressible(f"{name} = {getattr(environment, name)!r}")
    if environment.undefined not in UNDEFINED:
        raise NotExpressible(f"undefined = {environment.undefined.__name__}")
    for extension in environment.extensions.values():
        if type(extension) not in EXTENSIONS:
            raise NotExpressible(f"the extension {extension.identifier}")
    return {
        "trim_blocks": environment.trim_blocks,
        "lstrip_blocks": environment.lstrip_blocks,
        "keep_trailing_newline": environment.keep_trailing_newline,
        "undefined": environment.undefined.__name__,
        "extensions": [EXTENSIONS[type(extension)] for extension in environment.extensions.values()],
    }


def autoescape(environment, names) -> str:
    if not callable(environment.autoescape):
        return "on" if environment.autoescape else "off"
    answers = {name: bool(environment.autoescape(name)) for name in names}
    if all(answer == bool(name and name.endswith(".html")) for name, answer in answers.items()):
        return "auto"
    if len(set(answers.values())) != 1:
        raise NotExpressible("templates are escaped by a rule of the test's own")
    return "on" if True in answers.values() else "off"


def written(value):
    """A value as `sitectl render --context` reads it."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is Markup:
        return {"$markup": str(value)}
    if type(value) in (list, range):
        return [written(item) for item in value]
    if type(value) is tuple:
        return {"$tuple": [written(item) for item in value]}
    if type(value) is dict or type(value).__bases__ == (dict,) and set(vars(type(value))) <= PLAIN_MEMBERS:
        if all(type(key) is str for key in value):
            return {key: written(item) for key, item in value.items()}
        return {"$dict": [[written(key), written(item)] for key, item in value.items()]}
    if set(vars(type(value))) <= PLAIN_MEMBERS and type(value).__bases__ == (object,):
        return object_of(vars(value), value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return object_of(value._asdict(), value)
    if type(value) in (map, type(iter([])), type(reversed([])), types.GeneratorType):
        return written(list(value))
    raise NotExpressible(f"a value of the type {type(value).__name__}")


def object_of(attributes, value):
    text = {} if type(value).__str__ is object.__str__ else {"$text": str(value)}
    return {"$object": {name: written(item) for name, item in attributes.items()}} | text


def loadable(environment) -> dict:
    """The sources of all templates that a page can be made of."""
    try:
        names = environment.list_templates() if environment.loader else []
    except TypeError:
        raise NotExpressible(f"the templates of {environment.loader}") from None
    return {name: environment.loader.get_source(environment, name)[0] for name in names}


def run(environment, name, sources, context, known={}) -> str:
    env = options(environment)
    escape = autoescape(environment, [None if item == name and name == UNNAMED else item for item in sources])
    with tempfile.TemporaryDirectory() as folder:
        globals = Path(folder, "globals.json")
        globals.write_text(json.dumps(known))
        answer = render(
            Path(folder), name, "--autoescape", escape, "--env", json.dumps(env), "--globals", globals,
            context=context, templates=sources,
        )
    if answer.returncode == 0:
        assert answer.stderr == b""
        return answer.stdout.decode()
    raise error(answer, name)


UNNAMED = "template-of-the-test"


def error(answer, main):
    """What Jinja raises for an error that the command printed."""
    text = answer.stderr.decode()
    found = re.match(r"(\w+): (.*)\n  in (.+?):(\d+):\d+", text)
    if answer.returncode != 1 or not found:
        short = re.match(r"(\w+): (.*)\n", text)
        assert answer.returncode == 1 and short, f"exit code {answer.returncode}: {text}"
        name, message, template, line = short[1], short[2], None, 1
    else:
        name, message, template, line = found[1], found[2], found[3], int(found[4])
    kind = getattr(exceptions, name, None) or getattr(builtins, name)
    if issubclass(kind, exceptions.TemplateSyntaxError):
        return kind(message, line, None if template == UNNAMED else template)
    if kind is exceptions.TemplatesNotFound:
        names = message.partition("were found: ")[2].split(", ")
        return kind(names, message)
    return kind(message)


def refuse_syntax_errors(environment, source, name):
    try:
        run(environment, name or UNNAMED, {name or UNNAMED: source}, {})
    except exceptions.TemplateSyntaxError:
        raise
    except (jinja2.TemplateError, LookupError, ArithmeticError, ValueError, TypeError, AttributeError, RecursionError):
        pass


class Shim:
    """Stands in for what Jinja's classes do with templates."""

    def __init__(self):
        self.sources = []
        self.compile = jinja2.Environment.compile
        self.from_code = jinja2.Template.from_code.__func__

    def install(self):
        shim = self

        def compile(environment, source, name=None, filename=None, raw=False, defer_init=False):
            if raw or not isinstance(source, str):
                raise NotExpressible("the code that Jinja makes")
            refuse_syntax_errors(environment, source, name)
            try:
                code = shim.compile(environment, source, name, filename, raw, defer_init)
            except jinja2.TemplateSyntaxError:
                pytest.fail(f"Jinja finds a mistake in {source!r}, sitectl none")
            shim.sources.append((code, source))
            return code

        def from_code(template_class, environment, code, globals, uptodate=None):
            template = shim.from_code(template_class, environment, code, globals, uptodate)
            template.source_of_test = next((source for known, source in shim.sources if known is code), None)
            return template

        def render_template(template, *arguments, **keywords):
            return shim.render(template, dict(*arguments, **keywords))

        def refuse(what):
            def method(*arguments, **keywords):
                raise NotExpressible(what)

            return method

        jinja2.Environment.compile = compile
        jinja2.Template.from_code = classmethod(from_code)
        jinja2.Template.render = render_template
        jinja2.Template.generate = refuse("a stream")
        jinja2.Template.stream = refuse("a stream")
        jinja2.Template.make_module = refuse("a module with variables")
        jinja2.Template.module = property(lambda template: Module(shim, template))
        jinja2.Environment.compile_expression = refuse("an expression without a template")

    def render(self, template, variables, by=None) -> str:
        """`by` is the source of another template that is rendered, and imports this one."""
        environment = template.environment
        if template.source_of_test is None:
            raise NotExpressible("a template that was compiled elsewhere")
        known = {
            name: value for name, value in template.globals.items() if defaults.DEFAULT_NAMESPACE.get(name) is not value
        }
        if environment.extensions.get(ext.InternationalizationExtension.identifier) and known.pop("_", None):
            raise NotExpressible("translations")
        sources = loadable(environment)
        name = template.name or UNNAMED
        sources[name] = template.source_of_test
        if by:
            name = "importing"
            sources[name] = by
        words = set(re.findall(r"\w+", " ".join(sources.values())))
        known, variables = (
            {name: written(value) for name, value in values.items() if name in words} for values in (known, variables)
        )
        return run(environment, name, sources, variables, known)


class Module:
    """What a template exports, asked for by another template that imports it."""

    def __init__(self, shim, template):
        self.__ask = lambda source, **variables: shim.render(
            template, variables, f"{{% import '{template.name or UNNAMED}' as m %}}{source}"
        )

    def __str__(self):
        return self.__ask("{{ m }}")

    def __getattr__(self, name):
        kind = self.__ask(f"{{{{ ('function' if m.{name} is callable else 'value') if m.{name} is defined }}}}")
        if kind == "function":
            call = f"{{{{ m.{name}(*arguments, **keywords) }}}}"
            return lambda *arguments, **keywords: self.__ask(call, arguments=list(arguments), keywords=keywords)
        if kind != "value":
            raise AttributeError(name)
        return json.loads(self.__ask(f"{{{{ m.{name}|tojson }}}}"))


def left_out() -> dict:
    """The reasons why tests are not run, by the tests' names or the beginnings of them."""
    reasons, reason = {}, None
    for line in LEFT_OUT.read_text().splitlines():
        if line.startswith("#"):
            reason = line.removeprefix("#").strip()
        elif line:
            assert reason and line not in reasons, line
            reasons[line] = reason
    return reasons


def pytest_configure(config):
    Shim().install()


def pytest_ignore_collect(collection_path):
    """Whole files may need packages that are not there."""
    return True if collection_path.name in left_out() else None


def pytest_collection_modifyitems(config, items):
    reasons = left_out()
    unused = {entry for entry in reasons if not Path("tests", entry).is_file()}
    kept, dropped = [], []
    for item in items:
        name = item.nodeid.removeprefix("tests/")
        matching = [entry for entry in reasons if name == entry or name.startswith((f"{entry}::", f"{entry}["))]
        unused.difference_update(matching)
        (dropped if matching else kept).append(item)
    if unused:
        raise pytest.UsageError(f"{LEFT_OUT.name} has tests that are not there: {', '.join(sorted(unused))}")
    config.hook.pytest_deselected(items=dropped)
    items[:] = kept
