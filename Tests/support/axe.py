"""axe-core (https://github.com/dequelabs/axe-core) with all of its rules: also those that are experimental or only advice."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# What it finds, or cannot decide, where nothing is wrong: the rule, and the elements.
EXPECTED = [
    # A table that is wider than the page takes the focus, so that keys scroll it, as another of the rules asks for. As a region
    # it would satisfy this one too, and each table would be a landmark.
    ("focus-order-semantics", ".prose > .table[role=group][aria-label]"),
    # The boxes of task lists have the colour of the text; of what has no letters it cannot tell.
    ("color-contrast", ".task [role=img]"),
    ("color-contrast-enhanced", ".task [role=img]"),
    # What leads to a comment has its time for a name, and what answers it its author's. Which of an author's comments of that
    # minute it is, tells the comment in which it stands; to say it in each name would make pages of many comments slower.
    ("identical-links-same-purpose", ".comment .byline > a:has(> time), .comment-actions > a[href*='?to=']"),
    # Without a style sheet none can turn the page.
    ("css-orientation-lock", "html:not(:has(link[rel=stylesheet], style))"),
]

RUN = """async ([only, expected]) => {
    const options = { resultTypes: ["violations", "incomplete"] };
    if (only) options.runOnly = only;
    else options.rules = Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, { enabled: true }]));
    const found = await axe.run(document, options);
    const isExpected = (rule, node) => expected.some(([id, elements]) =>
        id === rule.id && document.querySelector(node.target.join(" ")).matches(elements));
    return [...found.violations, ...found.incomplete].flatMap((rule) =>
        rule.nodes.filter((node) => !isExpected(rule, node)).map((node) => {
            const why = [...node.any, ...node.all, ...node.none].map((check) => check.message);
            return `${rule.id}: ${node.html} ${[...new Set(why)].join("; ")}`;
        }));
}"""

CONTRAST = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]


def findings(page: Page, *, only=None) -> list:
    """What axe finds on the page as it is shown now, and what it wants people to look at; by all rules, or only by some."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, [only, EXPECTED])
