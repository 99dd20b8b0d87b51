"""The help: cards by task, a page for each screen and an answer for each field. All offline, found without accents."""

from danvan_desktop.app.help.booklet import booklet, page_pdf, write_booklet
from danvan_desktop.app.help.cards import Card, Group, card, exists, groups, resolve
from danvan_desktop.app.help.field_texts import all_field_topics, field_topic
from danvan_desktop.app.help.finding import Hit, search

__all__ = [
    "Card", "Group", "Hit", "all_field_topics", "booklet", "card", "exists", "field_topic", "groups", "page_pdf",
    "resolve", "search", "write_booklet",
]  # fmt: skip
