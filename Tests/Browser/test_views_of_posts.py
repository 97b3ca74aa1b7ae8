"""Pages of posts (see looks.py)."""

import pytest

from looks import check
from views import posts, views_of


@pytest.mark.parametrize("name", views_of(posts))
def test_view(name, open_page, view_site, nu):
    check(name, open_page, view_site, nu)
