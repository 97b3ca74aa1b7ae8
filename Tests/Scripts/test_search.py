"""The full-text search in all scripts: words of texts without blanks, with particles, with accents; and what it costs."""

import re
from urllib.parse import urlencode

import pytest

from support.sitectl import sitectl

# What a post says; what finds it, and what does not.
TEXTS = [
    ("人人生而自由，在尊严和权利上一律平等。", ["权利", "权利上", "人", "平等", "尊严 权利", '"尊严和权利"', "权利*"], ["利权", "權利", "上在"]),
    ("すべての人間は、生れながらにして自由である。カタカナとガラス", ["人間", "自由", "自由で", "カナ", "ｶﾞﾗｽ", "ガラス", "は生れ"], ["カラス", "かな", "由自"]),
    ("ｱﾊﾟｰﾄ と ＳＷＩＦＴ６ と iPhone手机", ["アパート", "パート", "swift6", "手机", "iphone", "iphone手机"], ["アバート", "swift", "phone"]),
    ("모든 인간은 존엄과 권리에 있어 동등하다.", ["권리", "권리에", "존엄", "인간", "권", "동등 권리"], ["리권", "권리를"]),
    ("한글", ["한글", "한", "글"], ["하", "ᆫ"]),
    ("มนุษย์ทั้งหลายเกิดมามีอิสระ", ["มนุษย์", "อิสระ", "เกิดมา"], ["สระอิ", "มน"]),
    ("ມະນຸດທຸກຄົນເກີດມາມີກຽດ", ["ທຸກຄົນ", "ກຽດ"], ["ຄົນທຸກ"]),
    ("មនុស្សទាំងអស់កើតមកមានសេរីភាព", ["សេរីភាព", "មនុស្ស"], ["ភាពសេរី"]),
    ("လူတိုင်းသည်လွတ်လပ်သော", ["လွတ်လပ်", "လူ"], ["လပ်လွတ်"]),
    ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι· ΐ ϋ", ["ανθρωποι", "ΑΝΘΡΩΠΟΙ", "άνθρωποι", "ΕΛΕΎΘΕΡΟΙ", "ελευθ*", "ι υ"], ["ανθρωπος", "νθρωποι"]),
    ("ἐν ἀρχῇ ἦν ὁ λόγος, ῥήτωρ", ["εν αρχη ην", "ΛΟΓΟΣ", "λογος", "ρητωρ", "λόγοσ", '"ὁ λόγος"'], ["λογου"]),
    ("Съешь ещё мой ёлочный", ["елочный", "Ёлочный", "еще", "мой"], ["мои"]),
    ("Đường phố Việt Nam, nghĩa ướt", ["duong", "đường", "viet nam", "nghia", "uot", "ĐƯỜNG"], ["dung"]),
    ("Straße, Œuvre, smørrebrød, Łódź, ﬁnden, IŞIK ışık, Ærø, Þór", ["strasse", "STRASSE", "straße", "oeuvre", "œuvre", "smorrebrod", "lodz", "finden", "isik", "aero", "thor"], ["strase", "smrrebrd"]),
    ("सभी मनुष्यों को गौरव और अधिकारों", ["मनुष्यों", "अधिकारों", "अधिकार*", "को"], ["अधिकरों", "मनुष्य", "न"]),
    ("كِتَاب أحمد إلى الـــبيت", ["كتاب", "احمد", "أحمد", "البيت"], ["تاب"]),
    ("שָׁלוֹם עליכם", ["שלום", "שָׁלוֹם"], ["לום"]),
    ("I ❤️ you 1️⃣ cafe\u0301 naïve", ['"I you"', "1", "café", "cafe", "naive"], ["❤️", "caf"]),
]


@pytest.fixture
def zoe(people, script):
    for setting in ("POSTS_PER_MINUTE", "POSTS_PER_MINUTE_BY_ADDRESS", "MODERATE_FIRST_POSTS"):
        script.settings[f"SITE_{setting}"] = "0"
    return people("Zoe")


def write(visitor, text, title="A title"):
    assert visitor.submit("/posts/new", title=title, text=text, button="publish").status == 303


def search(visitor, query):
    answer = visitor.request("GET", "/posts/search?" + urlencode({"q": query}))
    assert answer.status == 200, (query, answer.errors)
    return answer.text


def found(visitor, query):
    return [int(number) for number in re.findall(r'<h2><a href="/posts/(\d+)-', search(visitor, query))]


def marked(html):
    return re.sub("</?mark>", lambda mark: "]" if "/" in mark[0] else "[", html)


def shown(visitor, query):
    """The part of the first post that is shown, with what is marked in it in brackets."""
    part = re.search(r'<p class="excerpt" dir="auto">(.*?)</p>', search(visitor, query), re.DOTALL)[1]
    return marked(part)


def test_words_are_found_in_every_script(zoe, visitor):
    for text, _, _ in TEXTS:
        write(zoe, text)
    for number, (text, good, bad) in enumerate(TEXTS, 1):
        for query in good:
            assert number in found(visitor, query), (query, text)
        for query in bad:
            assert number not in found(visitor, query), (query, text)


@pytest.mark.parametrize("letter", ["x", "é", "ж"])
def test_an_excerpt_of_one_long_word_is_short(zoe, visitor, letter):
    write(zoe, letter * 20_000)
    part = shown(visitor, letter * 3 + "*")
    assert part.startswith("[" + letter) and part.endswith("…") and len(part.encode()) < 4_000
    assert set(part) == {"[", "]", letter, "…"}


SHOWN = [
    ("权利", "人人生而自由，在尊严和[权利]上一律平等。"),
    ("上 权利", "人人生而自由，在尊严和[权利][上]一律平等。"),
    ("自由，在", "人人生而[自由，在]尊严和权利上一律平等。"),
    ("人", "[人][人]生而自由，在尊严和权利上一律平等。"),
    ("ガラス", "新しい[ｶﾞﾗｽ]の家"),
    ("권리", "모든 인간은 존엄과 [권리]에 있어"),
    ("เกิดมา", "มนุษย์ทั้งหลาย[เกิดมา]มีอิสระ"),
    ("ανθρωποι", "Όλοι οι [άνθρωποι], &lt;b&gt;ελεύθεροι&lt;/b&gt;"),
    ("strasse", "Die [Straße] &amp; der Weg"),
    ("swift", "[Ｓｗｉｆｔ] ist schnell"),
]


def test_exactly_what_was_found_is_marked(zoe, visitor):
    for query, expected in SHOWN:
        text = expected.replace("[", "").replace("]", "")
        write(zoe, re.sub("&(lt|gt|amp);", lambda name: {"lt": "<", "gt": ">", "amp": "&"}[name[1]], text))
        assert shown(visitor, query) == expected
    write(zoe, "x", title="论权利和义务")
    assert ">论[权利]和义务</a>" in marked(search(visitor, "权利"))


def test_the_place_that_has_most_of_the_words_is_shown(zoe, visitor):
    write(zoe, "apple " + "other " * 100 + "apple pie. " + "more " * 100)
    assert shown(visitor, "apple pie") == "…" + "other " * 15 + "[apple] [pie]. " + "more " * 14 + "more…"
    write(zoe, "first " * 50 + "plum last.")
    assert shown(visitor, "plum") == "…" + "first " * 30 + "[plum] last."
    write(zoe, "Short text, " * 10 + "cherry.")
    assert shown(visitor, "cherry") == "Short text, " * 10 + "[cherry]."
    write(zoe, "一" * 100 + "权利" + "二" * 100)
    assert shown(visitor, "权利") == "…" + "一" * 31 + "[权利]" + "二" * 31 + "…"
    write(zoe, "三" * 100, title="Peach")
    assert shown(visitor, "peach") == "三" * 32 + "…"


@pytest.mark.parametrize("text", ["a " * 25_000, "的" * 50_000, "a的" * 25_000])
def test_a_text_that_says_the_same_all_over_is_soon_found(zoe, visitor, text):
    for _ in range(3):
        write(zoe, text)
    for query in ("a", "的", "的的", '"a a"'):
        assert found(visitor, query) in ([], [3, 2, 1])
    assert shown(visitor, text[:1]).startswith(f"[{text[0]}]")


def test_a_long_query_is_cut(zoe, visitor):
    text = "".join(chr(0x4E00 + 7 * number) for number in range(200))
    write(zoe, text)
    assert found(visitor, text) == [1]
    assert found(visitor, text[:32] + "一" * 10_000) == [1], "more than 32 words are not looked for"
    assert found(visitor, text[:31] + "一" * 10_000) == []
    assert found(visitor, " ".join(text)) == [1]
    assert found(visitor, "あ" * 10_000) == []


def test_a_beginning_that_is_too_short_is_told(zoe, visitor):
    write(zoe, "Banks and beaches 权利")
    told = "A word that ends with * needs at least three letters."
    for query, is_told in [("ba*", True), ("b* beaches", True), ("bax*", False), ("ba", False), ("权*", False)]:
        assert (told in search(visitor, query)) == is_told, query


def test_a_beginning_is_of_the_last_word(zoe, visitor):
    write(zoe, "手机abcdef 权利")
    for query, isFound in [("手机abc*", True), ("手机ab*", False), ("手机abcdef", True), ("权*", True), ("利*", True),
                           ("权a*", False), ("x-ab*", False), ("权利**", True)]:
        assert found(visitor, query) == ([1] if isFound else []), query


FORMER = """CREATE VIRTUAL TABLE site_post_search USING fts5(title, plain, content = 'site_post_text',
    content_rowid = 'post_id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')"""


@pytest.fixture
def former(zoe, database):
    """A site whose index an earlier release made."""
    write(zoe, "尊严和权利上 old")
    database.execute("DROP TABLE site_post_search")
    database.execute(FORMER)
    database.execute("INSERT INTO site_post_search (site_post_search) VALUES ('rebuild')")
    return zoe


def definition(database):
    return database.execute("SELECT sql FROM sqlite_schema WHERE name = 'site_post_search'").fetchone()[0]


def test_the_first_write_rebuilds_an_earlier_release_s_index(former, visitor, database):
    assert found(visitor, "old") == [1]
    assert found(visitor, "权利") == []
    write(former, "权利 new")
    assert found(visitor, "权利") == [2, 1]
    assert definition(database) != FORMER
    former.submit("/posts/1/edit", title="A title", text="义务", button="publish")
    assert found(visitor, "权利") == [2]


def test_an_edit_rebuilds_it_too(former, visitor, database):
    former.submit("/posts/1/edit", title="A title", text="在义务上", button="publish")
    assert found(visitor, "义务") == [1]
    assert found(visitor, "权利") == []
    assert definition(database) != FORMER


def test_a_large_one_goes_on_until_the_operator_rebuilds_it(former, visitor, database, data):
    # As many rows as an index of 4 MB has; they belong to no part of it.
    database.execute(
        "INSERT INTO site_post_search_idx WITH numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 1000)"
        " SELECT 999, n, n FROM numbers")
    former.log = ""
    write(former, "权利 new")
    assert former.log.count("Rebuild it with: sitectl search rebuild") == 1
    assert definition(database) == FORMER
    assert (found(visitor, "old"), found(visitor, "new"), found(visitor, "利上")) == ([1], [2], [])
    former.submit("/posts/2/edit", title="A title", text="权利 newer", button="publish")
    assert (found(visitor, "new"), found(visitor, "newer")) == ([], [2])
    done = sitectl("search", "rebuild", environment={"SITE_CONFIG": str(data / "site.conf")})
    assert (done.returncode, done.stderr) == (0, b"The search index has been rebuilt.\n")
    assert definition(database) != FORMER
    assert (found(visitor, "old"), found(visitor, "newer"), found(visitor, "利上")) == ([1], [2], [1])
    former.log = ""
    write(former, "权利 newest")
    assert "sitectl" not in former.log


def test_the_index_is_made_by_the_operator_where_there_is_none(former, visitor, database, data):
    database.execute("DROP TABLE site_post_search")
    assert sitectl("search", "rebuild", environment={"SITE_CONFIG": str(data / "site.conf")}).returncode == 0
    assert found(visitor, "权利") == [1]


def test_other_programs_open_the_index(zoe, visitor, database, tmp_path):
    write(zoe, "尊严和权利上 an apple")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert [column[1] for column in database.execute("PRAGMA table_xinfo(site_post_search)")][:2] == ["title", "plain"]
    assert database.execute("SELECT rowid FROM site_post_search WHERE site_post_search MATCH 'apple'").fetchall() == [(1,)]
    database.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    visitor.script.settings["SITE_DATABASE"] = str(tmp_path / "copy.db")
    assert found(visitor, "权利") == [1]
    database.execute("DROP TABLE site_post_search")
