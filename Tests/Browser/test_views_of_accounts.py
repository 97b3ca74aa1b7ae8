"""Pages of accounts, and pages about errors (see looks.py)."""

import pytest

from looks import check
from views import accounts, errors, views_of


@pytest.mark.parametrize("name", views_of(accounts) + views_of(errors))
def test_view(name, open_page, view_site, nu):
    check(name, open_page, view_site, nu)
