"""The tokenizer of the full-text search, and the function that shows what was found, under the sanitizers."""

from support import CHECKOUT
from support.sanitized import run_sanitized


def test_every_text_has_tokens_in_their_places_and_an_excerpt_of_its_own(tmp_path):
    assert run_sanitized("search", tmp_path, "-I", CHECKOUT / "Sources/CSearch/include", "-lsqlite3") == (0, "", "")
