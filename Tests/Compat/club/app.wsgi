"""What mod_wsgi runs: the club with the settings that lie beside this file."""

import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))

from club import create_app  # noqa: E402

application = create_app(here / "config.py")
