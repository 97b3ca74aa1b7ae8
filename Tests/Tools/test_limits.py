"""What a template makes or goes through has limits: beyond them it is an error, after moments and not after hours."""

import pytest

from support.sitectl import render

ERRORS = ("MemoryError: ", "RecursionError: ", "TypeError: ", "OverflowError: ", "ValueError: ", "TemplateRuntimeError: ")


def assert_ends_in_an_error(folder, source):
    answer = render(folder, "page.html", templates={"page.html": source})
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr.decode().startswith(ERRORS)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'x' * 10**9 }}",
        "{{ ['x'] * 10**10 }}",
        "{{ 10 ** (10 ** 10) }}",
        "{{ 'x'.center(10**9) }}",
        "{{ 'x'|center(10**9) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ range(10**12)|list }}",
        "{{ 'x'|indent(10**9) }}",
        "{% for i in range(10**12) %}{% endfor %}",
        "{% for i in range(10**6) %}{{ 'x' * 1000 }}{% endfor %}",
        "{{ [1]|batch(10**12, 1)|list }}",
        "{{ [1]|slice(10**12)|list }}",
        "{{ 'x'.zfill(10**9) }}",
        r"{{ '\t'.expandtabs(10**9) }}",
        "{{ lipsum(10**9) }}",
        "{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}",
        "{{ ('a' * 10**6)|replace('', 'b' * 10**6) }}",
        "{{ ('x' * 10**6).join(['a'] * 10**5) }}",
        "{{ (['a'] * 10**5)|join('x' * 10**6) }}",
        "{{ ('{0}' * 10**5).format('x' * 10**5) }}",
        "{{ ('%(a)s' * 10**5) % {'a': 'x' * 10**5} }}",
        r"{{ ('\t' * 10**6).expandtabs(1000) }}",
        "{{ ('a ' * 10**4)|wordwrap(1, true, 'x' * 10**5) }}",
        r"{{ ('a\n' * 10**5)|indent(10000) }}",
        "{{ ('a' * 10**5).translate({97: 'b' * 10**5}) }}",
        "{{ 'x' * 10**6 * 100 ~ 'y' }}",
        "{{ ([[1] * 10**4] * 10**5)|sum(start=[]) }}",
        "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s='x') %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    ],
)
def test_big_results_are_errors(tmp_path, source):
    assert_ends_in_an_error(tmp_path, source)


SHARED = """
{%- set ns = namespace(a=[1], b=[1], t=(1,)) %}{% for i in range(64) %}{% set ns.a = [ns.a, ns.a] %}
{%- set ns.b = [ns.b, ns.b] %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}
{%- set a, b, t = ns.a, ns.b, ns.t %}"""


@pytest.mark.parametrize(
    "source",
    [
        "{{ a }}",
        "{{ a|tojson }}",
        "{{ a|pprint }}",
        "{{ a == b }}",
        "{{ a < b }}",
        "{{ {t: 1} }}",
        "{{ t|unique|list }}",
    ],
)
def test_few_lists_that_stand_for_too_many_values_are_errors(tmp_path, source):
    assert_ends_in_an_error(tmp_path, SHARED + source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ('a' * 10**6 ~ 'b') in ('a' * 3 * 10**6) }}",
        "{{ ('a' * 3 * 10**6).find('a' * 10**6 ~ 'b') }}",
        "{{ ('a' * 3 * 10**6).rfind('b' ~ 'a' * 10**6) }}",
        "{{ ('a' * 3 * 10**6).rsplit('b' ~ 'a' * 10**6)|length }}",
        "{{ ('a' * 3 * 10**6).count('a' * 10**6 ~ 'b') }}",
        "{{ ('a' * 3 * 10**6)|replace('a' * 10**6 ~ 'b', '') }}",
        "{{ ('a' * 10**5)|wordwrap(1)|length }}",
    ],
)
def test_searches_are_linear(tmp_path, source):
    # Each would take hours if it compared every position with every other.
    assert render(tmp_path, "page.html", templates={"page.html": source}).returncode == 0
