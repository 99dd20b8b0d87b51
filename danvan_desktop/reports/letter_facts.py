"""What a letter says of its record: the words its sentences are filled with. A denouncer is a code, never a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.documents.text import short_date
from danvan_desktop.domain import denouncer
from danvan_desktop.records.petition_states import BEFORE_ACCEPTANCE, FORWARDED
from danvan_desktop.reports.labels import label
from danvan_desktop.reports.wording import in_running_text
from danvan_desktop.storage.reading import Record

Words = dict[str, str]
_OPENING = re.compile(r"^\s*(đơn\s+)?(khiếu nại|tố cáo|kiến nghị|phản ánh)(\s+(về|đối với))?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class LetterInput:
    """What a letter is made of. `extra`: words the officer adds for this one paper (place, hour, day to answer)."""

    record: Record
    organ_name: str
    on: date
    officer: str = ""
    leader: str = ""
    extra: Mapping[str, str] | None = None


def is_secret(item: Record) -> bool:
    """A denunciation: paper knows its sender by a code (Luật Tố cáo Art. 8(3); petitions.md §5)."""
    return "to_cao" in {item.values.get("type"), item.values.get("kind")}


def code_of(item: Record) -> str:
    """TC-2026-0007: of the year and the register's number; the sealed paper file's own number where there is one."""
    sealed = item.values.get("sealed_file_no")
    received, number = item.values.get("received_on"), item.values.get("register_no") or item.values.get("petition_no")
    if sealed or not isinstance(received, date) or not number:
        return str(sealed or "")
    return denouncer.code_of(item.values)


def words(given: LetterInput, spec: Mapping[str, Any], laws: Mapping[str, str]) -> Words:
    """Every word a sentence may ask for; `name_` is the same with a marked blank where there is nothing to say."""
    found = {**laws, **_office(given), **_matter(given, spec, laws), **_person(given, spec), **_course(given, spec)}
    typed = {name: text for name, text in (given.extra or {}).items() if text}
    found |= typed
    found |= {"matter": bare_matter(found["summary"]), "competent": _competent(given, found)} | typed
    blanks = {f"{name}_": text or str(spec["blank"]) for name, text in found.items()}
    return _Blanks({**found, **blanks}, str(spec["blank"]))


def parts(told: Words, spec: Mapping[str, Any]) -> Words:
    """Optional turns inside a sentence (“, địa chỉ: …”): they vanish without taking the sentence with them."""
    return {name: str(spec[name]).format(v=told[name]) if told.get(name) else "" for name in PARTS}


class _Blanks(dict[str, str]):
    """A word with a closing underscore that nobody has told is a blank to be filled in by hand."""

    def __init__(self, told: Mapping[str, str], blank: str) -> None:
        super().__init__(told)
        self._blank = blank

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or str(name).endswith("_")

    def __missing__(self, name: str) -> str:
        return self._blank


PARTS = ("no_part", "address_part", "id_part", "people_part", "dated", "fwd_part", "doc_part", "due_part",
         "term_part", "late_part", "since_part", "officer_title")  # fmt: skip


def bare_matter(summary: str) -> str:
    """A summary after “khiếu nại về …”: without its own “Khiếu nại (về)” in front, which would be said twice."""
    bare = _OPENING.sub("", summary)
    return in_running_text(bare) if bare else summary


def _competent(given: LetterInput, found: Mapping[str, str]) -> str:
    """Who settles it: as the record says, else the head of our own organ where it was not sent elsewhere."""
    if found["handled_by"] or given.record.values.get("in_competence") is False:
        return found["handled_by"]
    return given.leader


def _late(given: LetterInput) -> int:
    """Days since the term of the body it was sent to; 0 where nobody said that term, or it has not passed.

    Our own term ran until it was sent (running_term): a day the program reckoned, or a decision gave, is no other
    body's. What an officer set after that is.
    """
    values = given.record.values
    due, sent = values.get("due_on"), values.get("doc_on")
    ours = {values.get("due_moved"), values.get("extended_to")}
    said = values.get("due_rule") is not None and values.get("due_by") is None and due not in ours
    away = values.get("state") in FORWARDED
    if not (said and away and isinstance(due, date) and isinstance(sent, date) and due > sent):
        return 0
    return max((given.on - due).days, 0)


def _settled_by(item: Record) -> str:
    """The day by which it is to be settled; before it is accepted the due date is that of accepting it."""
    accepted = item.values.get("accepted_on") is not None and item.values.get("state") not in BEFORE_ACCEPTANCE
    return _text(item, "due_on") if accepted else ""


def _since(given: LetterInput) -> int:
    """Days since it was sent."""
    sent = given.record.values.get("doc_on")
    return max((given.on - sent).days, 0) if isinstance(sent, date) else 0


def _letter(item: Record, number: str, on: str) -> str:
    """“số 12/CV ngày 03/8/2026”: a letter by its number and day, by either alone where that is all there is."""
    told = (("số", _text(item, number)), ("ngày", _text(item, on)))
    return " ".join(f"{word} {text}" for word, text in told if text)


def _office(given: LetterInput) -> Words:
    name = given.organ_name
    return {
        "organ": name, "organ_cap": name, "today": short_date(given.on), "officer": given.officer,
        "leader": given.leader,
    }  # fmt: skip


def _text(item: Record, *names: str) -> str:
    """The first of these fields that says something, as it stands on paper."""
    for name in names:
        value = item.values.get(name)
        if isinstance(value, date):
            return short_date(value)
        if value not in (None, ""):
            return str(value)
    return ""


def _coded(item: Record, name: str) -> str:
    value = item.values.get(name)
    return in_running_text(label(item.type_name, name, value)) if value else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _person(given: LetterInput, spec: Mapping[str, Any]) -> Words:
    item = given.record
    if is_secret(item):
        code = code_of(item) or str(spec["blank"])
        who = str(spec["secret_who"]).format(code=code)
        return {
            "who": who, "who_cap": _capital(who), "who_short": spec["secret_short"], "code": code,
            "recipient_petitioner": "",
            "secret_duty": spec["secret_duty"], "petitioner": "",
        }  # fmt: skip
    name, gender = _text(item, "petitioner_name", "visitor_name"), item.values.get("petitioner_gender")
    title = spec["he"] if gender == "nam" else spec["she"] if gender == "nu" else spec["they"]
    who = f"{title} {name}" if name else ""
    return {
        "who": who, "who_cap": _capital(who), "who_short": str(title), "petitioner": name, "secret_duty": "",
        "recipient_petitioner": str(spec["recipient_petitioner"]).format(who=_capital(who)) if who else "",
        "address_part": _text(item, "petitioner_address", "visitor_address"),
        "id_part": _text(item, "petitioner_id_no", "visitor_id_no"),
    }  # fmt: skip


def _matter(given: LetterInput, spec: Mapping[str, Any], laws: Mapping[str, str]) -> Words:
    item = given.record
    kind = str(item.values.get("type") or item.values.get("kind") or "")
    summary = _text(item, "summary_redacted") if is_secret(item) else _text(item, "summary_redacted", "content")
    which = spec["law_by_type"]
    decided = {"no": _text(item, "decision_no"), "on": _text(item, "decision_on"), "by": _text(item, "decision_by")}
    return {
        "doc_name": spec["docs"].get(kind, spec["docs"]["khac"]), "summary": summary,
        "content": summary if is_secret(item) else _text(item, "content", "summary_redacted"),
        "request": "" if is_secret(item) else _text(item, "request"),
        "law_by_type": laws[which.get(kind, which[""])],
        "respondent": " - ".join(filter(None, (_text(item, "respondent_name"), _text(item, "respondent_title")))),
        "respondent_org": _text(item, "decision_by"),
        "respondent_label": spec["respondent_label"].get(kind, spec["respondent_label"][""]),
        "decision": "".join(spec["decision"][name].format(v=v) for name, v in decided.items() if v),
        "documents": _text(item, "documents"), "no_part": _text(item, "petition_no", "register_no"),
        "dated": _text(item, "written_on"), "received_on": _text(item, "received_on"),
    }  # fmt: skip


def _course(given: LetterInput, spec: Mapping[str, Any]) -> Words:
    """How far it has come: bodies, papers, days."""
    item = given.record
    late, since = _late(given), _since(given)
    people = item.values.get("people_count")
    return {
        "target": _text(item, "competent_body", "transferred_to"),
        "handled_by": _text(item, "handled_by"), "settled_by": _text(item, "previously_settled_by"),
        "forwarded_by": _text(item, "forwarded_by"), "fwd_part": _letter(item, "fwd_no", "fwd_on"),
        "doc_part": _text(item, "doc_no"), "doc_on": _text(item, "doc_on"), "accepted_on": _text(item, "accepted_on"),
        "due_part": _text(item, "due_on"), "term_part": _settled_by(item),
        "late_part": str(late) if late else "", "since_part": str(since) if since and not late else "",
        "extended_to": _text(item, "extended_to"),
        "ineligible_reason": _coded(item, "ineligible_reason") if item.type_name == "petition" else "",
        "reject_reason": _coded(item, "reject_reason") if item.type_name == "petition" else "",
        "refusal_reason": _text(item, "refusal_reason"), "sealed_file_no": _text(item, "sealed_file_no"),
        "withdrawn_part": spec["withdrawn"].get(item.values.get("withdrawn") or "", spec["withdrawn"][""]),
        "withdrawn_content": _text(item, "summary_redacted") if item.values.get("withdrawn") == "toan_bo" else "",
        "representative": "" if is_secret(item) else _text(item, "representative_name"),
        "rep_count": _text(item, "rep_count"),
        "people": str(people or ""), "people_part": str(people) if isinstance(people, int) and people > 1 else "",
        "rep_rule": rep_rule(people if isinstance(people, int) else 1, spec),
        "host": " - ".join(filter(None, (_text(item, "host_name"), _text(item, "host_title")))),
        "host_name": _text(item, "host_name"), "participants": _text(item, "participants"),
        "time": _text(item, "received_time", "start_time"), "end_time": _text(item, "end_time"),
        "session_on": _text(item, "session_on"), "place_of_reception": _text(item, "place"),
        "conclusion": "" if is_secret(item) else _text(item, "chair_conclusion"),
    }  # fmt: skip


def rep_rule(people: int, spec: Mapping[str, Any]) -> str:
    """How many representatives a group sends (TCD Art. 29; NĐ 124/2020 Art. 6–7)."""
    return next(str(rule["text"]) for rule in spec["rep_rule"] if rule["upto"] is None or people <= rule["upto"])
