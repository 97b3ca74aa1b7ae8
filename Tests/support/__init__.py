"""What tests share: the checkout, a running site, a single script."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
# Of another build, if told: SCRIPTS=.build/debug
SCRIPTS = CHECKOUT / os.environ.get("SCRIPTS", "out/cgi-bin")
TOOLS = CHECKOUT / os.environ.get("TOOLS", "out/bin")
