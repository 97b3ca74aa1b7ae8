import pytest

from support.site import public_folder


@pytest.fixture
def folder():
    """A temporary folder that Apache's user can enter."""
    with public_folder() as folder:
        yield folder
