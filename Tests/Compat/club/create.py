"""Makes the tables, as the first start of the site does: python -m club.create config.py"""

import sys

from . import create_app

create_app(sys.argv[1])
