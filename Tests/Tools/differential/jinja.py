"""What the real Jinja2 answers."""

import warnings

import jinja2
from markupsafe import Markup

EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"]
JINJA_ERRORS = (jinja2.TemplateError, jinja2.exceptions.SecurityError)


def resolved(value):
    """A JSON value as the context has it."""
    if isinstance(value, dict):
        if list(value) == ["$markup"]:
            return Markup(value["$markup"])
        return {key: resolved(item) for key, item in value.items()}
    return [resolved(item) for item in value] if isinstance(value, list) else value


def answer(templates, context, *, autoescape, env) -> tuple:
    """(output, None) or (None, name of the error's class)."""
    options = dict(env)
    undefined = getattr(jinja2, options.pop("undefined", "Undefined"))
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates), autoescape=autoescape, undefined=undefined, **options
    )
    environment.install_null_translations(newstyle=True)
    try:
        with warnings.catch_warnings(action="ignore"):
            return environment.get_template("page.html").render(resolved(context)), None
    except JINJA_ERRORS as error:
        return None, type(error).__name__
    except SyntaxError:
        # Of the Python code that Jinja makes: `break` outside a loop.
        return None, "TemplateSyntaxError"
    except Exception:
        return None, "Python"
