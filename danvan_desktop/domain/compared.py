"""What of a petition or a visit is compared when duplicates are looked for: its values, folded.

Of a denunciation neither sender nor raw content is read (Law on Denunciations 2018, Article 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.likeness import Place, name_key, place_of, subject_key, village_of
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.domain.values import Value

DENUNCIATION = "to_cao"
FIELDS = (
    "received_on", "type", "round", "field", "state", "original", "case", "petitioner_name", "petitioner_id_no",
    "petitioner_address", "respondent_name", "summary_redacted", "content", "village", "map_sheet", "parcel_no",
    "decision_no", "decision_by",
)  # fmt: skip
_AS_PETITION = {  # a visit's field → the petition's it is compared as
    "kind": "type", "visitor_name": "petitioner_name", "visitor_address": "petitioner_address",
    "visitor_id_no": "petitioner_id_no", "received_on": "received_on", "field": "field",
    "summary_redacted": "summary_redacted", "content": "content",
}  # fmt: skip
VISIT_FIELDS = (*_AS_PETITION, "case", "petition", "state")
_SENDS, _ANSWERS = frozenset({"nguoi_gui", "nguoi_dai_dien"}), "nguoi_bi"  # sides of the people in a petition


@dataclass(frozen=True)
class Sheet:
    """What of a petition is compared, folded. `who` is empty where nobody may be known by name."""

    received: date | None = None
    denounces: bool = False
    round: str = ""
    field: str = ""
    who: str = ""  # key of the petitioner's name
    written: str = ""  # the name with its accents
    number: str = ""  # of identity
    places: tuple[Place, ...] = ()
    address: str = ""
    also: tuple[str, ...] = ()  # keys of the names of those who send it too
    respondents: tuple[str, ...] = ()
    parcel: str = ""
    decision: str = ""
    subjects: tuple[str, ...] = ()


def sheet(values: Mapping[str, Value], people: Iterable[Mapping[str, Value]] = ()) -> Sheet:
    """A petition's values and the people in it as they are compared. Of a denunciation neither sender nor raw content
    is read.
    """
    told = {name: value for name in FIELDS if isinstance(value := values.get(name), str)}
    received = values.get("received_on")
    secret = told.get("type") == DENUNCIATION
    if secret:
        told = {name: text for name, text in told.items() if not name.startswith("petitioner_") and name != "content"}
    address = told.get("petitioner_address", "")
    places = (village_of(told.get("village", "")), place_of(address))
    name = told.get("petitioner_name", "")
    subjects = (subject_key(told.get("summary_redacted", "")), subject_key(told.get("content", "")))
    also, respondents = _of_people(people, secret=secret)
    return Sheet(
        received if isinstance(received, date) else None, secret, told.get("round", ""), told.get("field", ""),
        name_key(name), _bare_name(name), "".join(re.findall(r"\d", told.get("petitioner_id_no", ""))),
        tuple(dict.fromkeys(place for place in places if place is not None)), fold_key(address), also,
        tuple(key for key in (name_key(told.get("respondent_name", "")), *respondents) if key),
        _joined(told, "map_sheet", "parcel_no"), _joined(told, "decision_no"), tuple(text for text in subjects if text),
    )  # fmt: skip


def _of_people(people: Iterable[Mapping[str, Value]], *, secret: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of the names of further senders and of respondents; of a denunciation's senders none is looked at."""
    also, respondents = [], []
    for one in people:
        name, side = one.get("name"), one.get("side")
        if isinstance(name, str) and side == _ANSWERS:
            respondents.append(name_key(name))
        elif isinstance(name, str) and side in _SENDS and not secret:
            also.append(name_key(name))
    return tuple(dict.fromkeys(key for key in also if key)), tuple(respondents)


def visit_sheet(values: Mapping[str, Value]) -> Sheet:
    """A reception visit as it is compared with petitions and other visits."""
    return sheet({_AS_PETITION[name]: value for name, value in values.items() if name in _AS_PETITION})


def _bare_name(name: str) -> str:
    words = clean(name).casefold().split()
    return " ".join(sorted(words[-len(name_key(name).split()) :])) if words else ""


def _joined(told: Mapping[str, str], *names: str) -> str:
    parts = [fold_key(told.get(name, "")) for name in names]
    return "/".join(parts) if all(parts) else ""
