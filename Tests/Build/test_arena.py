"""The memory and the reference counts of release scripts, under the sanitizers."""

import pytest

from support.sanitized import run_sanitized


@pytest.mark.parametrize("name", ["arena", "memory"])
def test_no_piece_leaves_the_area_or_lies_in_another_and_objects_live_as_long_as_they_are_referred_to(name, tmp_path):
    assert run_sanitized(name, tmp_path, "-DCTRIM") == (0, "", "")
