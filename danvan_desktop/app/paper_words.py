"""Words for one paper that its record does not hold: which a kind asks for, how they are called, kept while typed.

The command takes the same words with `--set NAME=TEXT`. What is typed and not saved is kept in the encrypted file as a
draft of the paper; it is no record's draft and is offered when the paper is opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.app import letters
from danvan_desktop.app.letters import LetterWanted
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.i18n import N_, _
from danvan_desktop.reports.letter_facts import is_secret
from danvan_desktop.storage import drafts
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

_TYPE = "paper-words"
LABELS: Mapping[str, str] = {
    "meet_time": N_("Hour of the appointment"), "meet_on": N_("Day of the appointment"),
    "meet_place": N_("Place of the appointment"), "host": N_("Who receives"), "documents": N_("Documents received"),
    "time": N_("Began at"), "end_time": N_("Ended at"), "place_of_reception": N_("Reception place"),
    "participants": N_("Also present"), "content": N_("What was said"), "request": N_("What is asked for"),
    "opinions": N_("Opinions of those present"), "conclusion": N_("Conclusion of the chair"),
    "citizen_opinion": N_("What the citizen says to the conclusion"), "refusal_reason": N_("Reason of the refusal"),
    "leader": N_("To whom it is proposed"), "competent": N_("Who is competent"), "target": N_("Sent to the body"),
    "forwarded_by": N_("Forwarded by"), "ineligible_reason": N_("Reason it is not eligible"),
    "reject_reason": N_("Reason of non-acceptance"), "accepted_on": N_("Accepted on"),
    "answer_by": N_("Answer wanted by"), "respondent": N_("Respondent"), "handled_by": N_("Who verifies"),
    "extended_to": N_("Extended to"), "extension_reason": N_("Reason of the extension"),
    "withdrawn_content": N_("Contents withdrawn"), "withdraw_reason": N_("Reason of the withdrawal"),
    "summary": N_("Summary without identities"),
    "matter": N_("What the complaint is about"), "representative": N_("Representatives"),
    "rep_count": N_("Number of representatives"), "people": N_("Number of people"),
    "sealed_file_no": N_("Sealed paper file no."), "doc_on": N_("Sent on"), "session_on": N_("Reception day"),
}  # fmt: skip
LONG = frozenset({
    "documents", "content", "request", "opinions", "conclusion", "citizen_opinion", "withdrawn_content", "summary",
})  # fmt: skip
_PERSONS = frozenset({"representative", "content", "request"})  # never asked for where somebody denounces


@dataclass(frozen=True)
class Word:
    """One word a paper asks for; `long` may have several lines."""

    name: str
    label: str
    long: bool


def asked(store: Store, item: Record, wanted: LetterWanted, officer: str) -> list[Word]:
    """The words that would be dotted blanks on this paper, in the order of the page."""
    names = letters.blanks(store, item, wanted, officer)
    secret = is_secret(item)
    return [
        Word(name, _(LABELS[name]), name in LONG)
        for name in names if name in LABELS and not (secret and name in _PERSONS)
    ]  # fmt: skip


def tidy(typed: Mapping[str, str]) -> dict[str, str]:
    """What is typed as it goes onto the paper; empty words stay blanks."""
    read = {name: clean_long(text) if name in LONG else clean(text) for name, text in typed.items()}
    return {name: text for name, text in read.items() if text}


# --- kept while typed
def _key(row: bytes, kind: str) -> str:
    return f"{_TYPE}:{row.hex()}:{kind}"


def keep(store: Store, row: bytes, kind: str, typed: Mapping[str, str], *, officer: str) -> None:
    """Keep what is typed now for a paper of a record; with nothing typed nothing is kept."""
    texts = {name: text for name, text in typed.items() if text.strip()}
    if not texts:
        drop(store, row, kind, officer=officer)
        return
    drafts.put(store.conn, officer, _key(row, kind), _TYPE, None, now_ms(), {"texts": texts})


def kept(store: Store, row: bytes, kind: str, *, officer: str) -> dict[str, str]:
    """What this officer typed for that paper and never saved."""
    wanted = _key(row, kind)
    for name, _type, _row, _at, content in drafts.waiting(store.conn, officer):
        if name == wanted:
            return {str(word): str(text) for word, text in content["texts"].items()}
    return {}


def drop(store: Store, row: bytes, kind: str, *, officer: str) -> None:
    """The paper was saved, or nothing is typed any more."""
    drafts.drop(store.conn, _key(row, kind), officer)
