"""The help: nothing it names is missing, every field has an answer, and the Vietnamese has no English in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danvan_desktop import assets, records
from danvan_desktop.app import help as helping
from danvan_desktop.app import shortcuts
from danvan_desktop.app.help import cards, field_texts
from danvan_desktop.app.help.finding import plain
from danvan_desktop.cli import run

SCREENS = (
    "overview", "model", "petition", "reception", "case", "event", "award", "report", "handover", "import",
    "first_run", "settings", "people", "backup", "conflicts", "bin",
)  # fmt: skip
# Names of things on the keyboard, of programs and of file kinds are the same in every language.
FOREIGN = frozenset({"word", "lock", "caps"})
_WORDS = (
    "the and of to is are press click button file save open back undo list window screen next page export import",
    "backup restore record field settings help search filter report package stick receipt draft lock user password",
    "choose type",
)
ENGLISH = frozenset(" ".join(_WORDS).split())
LANGUAGES = ("vi", "en")


def every_card(language: str) -> list[helping.Card]:
    listed = [*cards.written(language), cards.SHORTCUTS, *sorted(field_texts.all_field_topics())]
    return [helping.card(topic, language) for topic in listed]


def test_both_languages_have_the_same_cards() -> None:
    assert cards.written("vi").keys() == cards.written("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_stands_in_the_contents_once(language: str) -> None:
    listed = [topic for group in helping.groups(language) for topic in group.topics]
    assert sorted(listed) == sorted([*cards.written(language), cards.SHORTCUTS])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    dead = [(page.topic, link) for page in every_card(language) for link in page.links if not helping.exists(link)]
    other = [page.topic for page in every_card(language) if re.search(r"\]\((?!help:)", page.body)]
    assert not dead
    assert not other, "a link that is no help: link"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_has_a_page(screen: str) -> None:
    assert helping.exists(screen)
    assert helping.resolve(screen) == screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_type_has_an_answer(language: str) -> None:
    for record in records.ALL:
        for item in record.fields:
            body = helping.field_topic(f"{record.name}.{item.name}", language).body
            said = re.sub(r"\*\*.*?\*\*", "", body.split("\n\n")[0]).strip()
            assert len(said) >= 5, f"{record.name}.{item.name} says nothing"
            assert {"vi": "**Ai thấy", "en": "**Who sees"}[language] in body


def test_a_denouncers_field_says_that_it_is_never_written() -> None:
    body = helping.field_topic("petition.petitioner_name").body
    assert "Tố cáo" in body
    assert "không được ghi" in body


def test_the_help_of_a_field_knows_its_source() -> None:
    petition = records.get("petition")
    assert "06/2025/TT-TTCP" in field_texts.source_of(petition, petition.field("field"))
    assert field_texts.source_of(petition, petition.field("village")) == ""


def test_the_vietnamese_cards_have_no_english_word() -> None:
    for page in every_card("vi"):
        words = set(re.findall(r"\w+", plain(re.sub(r"<!--.*?-->", "", page.markdown)).lower()))
        assert not (words & ENGLISH) - FOREIGN, page.topic


def test_an_unknown_topic_leads_to_the_nearest_page() -> None:
    assert helping.resolve("petition.no_such_field") == "petition"
    assert helping.resolve("delegate.no_such_field") == "fields.delegate"
    assert helping.resolve("quick.petition") == "petition"
    assert helping.resolve("nothing like it") == "start"


def test_every_topic_the_window_names_leads_to_a_page_of_its_own() -> None:
    named = re.compile(r'help_topic(?:"\)?,| =) "([a-z_.]+)"')
    texts = [path.read_text("utf-8") for path in (assets.ROOT / "danvan_desktop" / "gui").rglob("*.py")]
    topics = {topic for text in texts for topic in named.findall(text)}
    assert topics
    assert not [topic for topic in sorted(topics) if topic != "start" and helping.resolve(topic) == "start"]


@pytest.mark.parametrize("record", [record.name for record in records.ALL])
def test_every_type_leads_to_a_page(record: str) -> None:
    assert helping.resolve(record) in {record, f"fields.{record}"}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("xuat ra usb", "how_export"), ("quên mật khẩu", "how_passphrase"), ("to cao", "how_denunciation"),
        ("nhap so excel", "how_import"), ("khoa so lieu", "how_lock"), ("phim tat", "shortcuts"),
        ("thung rac", "how_bin"), ("May in", "how_print"), ("thửa đất", "petition.parcel_no"),
    ],
)  # fmt: skip
def test_search_needs_no_accents_and_puts_the_right_page_first(words: str, topic: str) -> None:
    assert helping.search(words)[0].topic in {topic}


def test_search_finds_nothing_for_nothing() -> None:
    assert helping.search("   ") == []
    assert helping.search("qzxw") == []


def test_no_shortcut_is_a_single_letter_and_none_is_given_twice_in_one_place() -> None:
    for listed in shortcuts.groups().values():
        keys = [key for shortcut in listed for key in shortcut.keys]
        assert len(set(keys)) == len(keys)
        assert not [key for key in keys if re.fullmatch(r"(Shift\+)?[A-Za-z]", key)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_prints_with_every_letter(language: str, tmp_path: Path) -> None:
    import pypdfium2

    file = tmp_path / "so-tay.pdf"
    helping.write_booklet(file, language)
    with pypdfium2.PdfDocument(file) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "(?)" not in text
    assert helping.card("how_undo", language).title.split("?")[0] in text.replace("\r\n", " ")


def test_one_page_prints_alone() -> None:
    assert helping.page_pdf("shortcuts").startswith(b"%PDF-")


def test_the_command_shows_searches_and_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "how_undo"]) == 0
    assert "Làm thế nào để hoàn tác?" in capsys.readouterr().out
    assert run(["help", "--search", "xuat ra usb"]) == 0
    assert capsys.readouterr().out.startswith("how_export")
    assert run(["help", "no_such_page"]) == 2


def test_cards_are_files_of_their_own_in_resources() -> None:
    assert len(list(assets.resource("help", "vi").glob("*.md"))) >= 50
