"""Pages of comments and of moderation (see looks.py)."""

import pytest

from looks import check
from views import discussions, views_of


@pytest.mark.parametrize("name", views_of(discussions))
def test_view(name, open_page, view_site, nu):
    check(name, open_page, view_site, nu)
