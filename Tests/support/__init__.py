"""What tests share: the checkout, a running site, a single script."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = CHECKOUT / "out" / "cgi-bin"
