"""Generated templates through the real Jinja2 and `sitectl render`: the same output, or an error of the same class.

DIFFERENTIAL_SEED and DIFFERENTIAL_COUNT choose other templates, and more.
"""

import json
import os
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("jinja2", "3.1")

from differential import markup
from differential.expressions import CONTEXT
from differential.jinja import EXTENSIONS, answer
from differential.templates import TemplateWriter
from support.sitectl import render

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "1"))
COUNT = int(os.environ.get("DIFFERENTIAL_COUNT", "200"))
# Python's and Jinja's own errors are told apart, Python's not among themselves.
JINJA_ERRORS = {
    "TemplateSyntaxError", "TemplateAssertionError", "TemplateNotFound", "TemplatesNotFound", "UndefinedError",
    "TemplateRuntimeError", "FilterArgumentError", "SecurityError",
}


def ours(folder, templates, context=CONTEXT, *, autoescape, env) -> tuple:
    done = render(
        Path(folder), "page.html", "--autoescape", "on" if autoescape else "off", "--env", json.dumps(env),
        context=context, templates=templates,
    )
    if done.returncode == 0:
        return done.stdout.decode(), None
    assert done.returncode == 1, f"exit code {done.returncode}: {done.stderr.decode()}"
    name = done.stderr.decode().partition(":")[0]
    return None, name if name in JINJA_ERRORS else "Python"


def difference(seed):
    """What differs for the template of this seed; None if nothing does."""
    chooser = random.Random(seed)
    templates = TemplateWriter(chooser).templates()
    env = {"extensions": EXTENSIONS}
    if chooser.random() < 0.3:
        env |= {"trim_blocks": chooser.random() < 0.5, "lstrip_blocks": chooser.random() < 0.5}
    if chooser.random() < 0.2:
        env["undefined"] = chooser.choice(["ChainableUndefined", "StrictUndefined"])
    autoescape = chooser.random() < 0.7
    expected = answer(templates, CONTEXT, autoescape=autoescape, env=env)
    with tempfile.TemporaryDirectory() as folder:
        found = ours(folder, templates, autoescape=autoescape, env=env)
    # What Python says of an undefined value that is no string, Jinja may say first, and the other way round.
    if {expected[1], found[1]} == {"Python", "UndefinedError"}:
        return None
    return None if found == expected else {"seed": seed, "templates": templates, "env": env, "jinja": expected, "ours": found}


@pytest.mark.timeout(600)
def test_generated_templates_render_as_in_jinja():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        differences = [found for found in pool.map(difference, range(SEED * 10**6, SEED * 10**6 + COUNT)) if found]
    assert not differences, json.dumps(differences[:3], indent=2, ensure_ascii=False)


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.timeout(600)
def test_text_and_markup_mix_as_in_jinja(autoescape):
    env = {"extensions": EXTENSIONS}

    def difference(expression):
        source = f"{{% set value = {expression} %}}{{{{ value }}}}|{{{{ value is escaped }}}}"
        expected = answer({"page.html": source}, markup.CONTEXT, autoescape=autoescape, env=env)
        with tempfile.TemporaryDirectory() as folder:
            found = ours(folder, {"page.html": source}, markup.CONTEXT, autoescape=autoescape, env=env)
        return None if found == expected else (expression, expected, found)

    assert len(markup.EXPRESSIONS) > 500
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        assert [found for found in pool.map(difference, markup.EXPRESSIONS) if found] == []
