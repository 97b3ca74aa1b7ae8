"""Reads the site's pages as their forms, messages and errors."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img"}


@dataclass
class HTMLForm:
    action: str
    fields: dict = field(default_factory=dict)  # what a browser would send, by name
    inputs: dict = field(default_factory=dict)  # the attributes of every input, by name


class Page(HTMLParser):
    """`form` is the page's own form; `errors` are by the field's id; `flashes` are (category, text)."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.headings = []
        self.text = ""
        self.forms = []
        self.errors = {}
        self.summary = []
        self.flashes = []
        self._open = []
        self.feed(text)
        self.close()
        # HTML lets the outermost stay open.
        assert all(tag == "html" for tag, _ in self._open), f"elements that nobody closed: {self._open}"

    @property
    def form(self) -> HTMLForm:
        own = [form for form in self.forms if not form.action]
        assert len(own) == 1, f"{len(own)} forms on the page “{self.title}”"
        return own[0]

    @property
    def user(self):
        """Whose name stands in the page's head, or None for a visitor."""
        return self._user if any("logout" in form.action for form in self.forms) else None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append(HTMLForm(attributes.get("action", "")))
        if tag in ("input", "textarea") and self.forms and "name" in attributes:
            self._take_input(attributes)
        if tag in VOID:
            return
        self._open.append((tag, attributes))
        if tag in ("p", "li") and "error-summary" in self._classes():
            self.summary.append("")
        if tag == "li" and (owner := self._error_list()):
            self.errors.setdefault(owner, []).append("")
        if tag == "p" and "message" in attributes.get("class", "").split():
            self.flashes.append((attributes["class"].split("flash-")[1], ""))
        if tag == "h1":
            self.headings.append("")

    def handle_endtag(self, tag):
        opened, _ = self._open.pop()
        assert opened == tag, f"<{opened}> was closed by </{tag}>"

    def handle_data(self, data):
        tags = [tag for tag, _ in self._open]
        if tags and tags[-1] in ("script", "style"):
            return
        self.text += data
        if tags[-1:] == ["textarea"]:
            name = self._open[-1][1]["name"]
            # A line break right behind the tag is none of the text.
            self.forms[-1].fields[name] += data if self.forms[-1].fields[name] else data.removeprefix("\r\n")
        if tags[-1:] == ["title"]:
            self.title += data
        if tags[-1:] == ["h1"]:
            self.headings[-1] += data
        if tags[-1:] == ["a"] and "nav" in tags and self._open[-1][1].get("class") == "who":
            self._user = data
        if ("p" in tags or "li" in tags) and "error-summary" in self._classes():
            self.summary[-1] += data
        if "li" in tags and (owner := self._error_list()):
            self.errors[owner][-1] += data
        if tags[-1:] == ["p"] and "message" in self._classes():
            category, text = self.flashes[-1]
            self.flashes[-1] = (category, text + data)

    def _take_input(self, attributes):
        form, name, kind = self.forms[-1], attributes["name"], attributes.get("type", "text")
        form.inputs[name] = attributes
        if kind in ("checkbox", "radio") and "checked" not in attributes:
            return
        form.fields[name] = attributes.get("value") or ""

    def _classes(self):
        return {name for _, attributes in self._open for name in (attributes.get("class") or "").split()}

    def _error_list(self):
        for _, attributes in reversed(self._open):
            if attributes.get("class") == "errors":
                return attributes["id"].removesuffix("-errors")
        return None
