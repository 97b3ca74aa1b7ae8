"""Notices what goes wrong behind a page that looks right."""

from playwright.sync_api import Page


def watch(page: Page) -> list:
    """The problems met so far, in a list that grows. The status of a page itself is its test's affair."""
    problems = []

    def console(message):
        # A file that is missing is told below, with its address.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            problems.append(f"console at {page.url}: {message.text}")

    def response(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            problems.append(f"{response.url}: {response.status}")

    def failed(request):
        # A person may leave a page before it has come, or its pictures.
        if request.failure != "net::ERR_ABORTED":
            problems.append(f"{request.url}: {request.failure}")

    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(f"script at {page.url}: {error}"))
    page.on("response", response)
    page.on("requestfailed", failed)
    return problems
