"""Runs the operator's tool as a process."""

import json
import re
import subprocess
from dataclasses import dataclass

from . import TOOLS


def sitectl(*arguments, environment=None, input="", timeout=60) -> subprocess.CompletedProcess:
    """`environment` is all that the process gets: by default nothing of the caller's."""
    return subprocess.run(
        [TOOLS / "sitectl", *map(str, arguments)],
        env={"SITE_CONFIG": "/dev/null", **(environment or {})},
        input=input.encode(),
        capture_output=True,
        timeout=timeout,
    )


@dataclass
class Route:
    endpoint: str
    methods: list
    path: str
    script: str
    who: str


def routes() -> list:
    """All routes, as `sitectl routes` prints them."""
    rows = [re.split("  +", line) for line in sitectl("routes").stdout.decode().splitlines()[2:]]
    return [Route(endpoint, methods.split(", "), path, script, who) for endpoint, methods, path, script, who in rows]


def write_templates(folder, templates: dict):
    for name, source in templates.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.encode("utf-8", "surrogatepass"))


def render(folder, name, *options, context=None, templates=None) -> subprocess.CompletedProcess:
    """Writes templates into the folder, and renders one."""
    write_templates(folder / "templates", templates or {})
    arguments = ["render", "--templates", folder / "templates", *options]
    if context is not None:
        path = folder / "context.json"
        path.write_text(json.dumps(context))
        arguments += ["--context", path]
    return sitectl(*arguments, name)
