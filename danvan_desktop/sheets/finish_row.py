"""What follows from a row's cells: register, assumed dates, the records it becomes."""

from __future__ import annotations

from datetime import date

from danvan_desktop import records
from danvan_desktop.domain.text import clean
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _, vi
from danvan_desktop.records.petition_states import RESOLVED
from danvan_desktop.sheets.plan import ImportPlan, PlannedRow
from danvan_desktop.sheets.register_rules import RegisterRules
from danvan_desktop.sheets.several_names import SENDER, Senders

_PROGRESS = (  # where something stands here, the petition is past its beginning: the state stays open
    "action", "doc_no", "doc_on", "reply_no", "reply_on", "reject_reason", "ineligible_reason", "competent_body",
    "accepted_on", "extended_to", "extension_no", "suspended_from", "withdrawn", "resolved_on", "result", "result_no",
    "result_on", "result_text",
)  # fmt: skip


def conclude(row: PlannedRow, rules: RegisterRules, plan: ImportPlan, unit: str, today: date) -> None:
    """Fill `row.values` from `row.read`, the register and the title."""
    own = row.read[rules.record]
    if plan.year is None:
        row.register_year = _year_of(own, rules)
    row.values = {name: dict(values) for name, values in row.read.items()}
    values = row.values[rules.record]
    values["unit"] = unit
    values["register_year"] = row.register_year
    values["register_no"] = row.register_no or None
    if rules.record == "petition":
        _begin(values)
        _several(row, values, plan)
        _resolve(row, values, plan, today)
    elif rules.record == "model":
        _model(row, values, unit, today)
    elif rules.record == "event":
        _event(row, values, unit)
    elif rules.record == "award":
        values.setdefault("merit_year", row.register_year)
    _dated_outside(row, own, rules, plan)


def _year_of(own: dict[str, Value], rules: RegisterRules) -> int | None:
    merit = own.get("merit_year")
    if isinstance(merit, int):
        return merit
    day = own.get(rules.date) or own.get("decision_date")
    return day.year if isinstance(day, date) else None


def _begin(values: dict[str, Value]) -> None:
    """A petition of whose progress the register says nothing begins as one typed in the form does."""
    if not values.get("state") and not any(values.get(name) for name in _PROGRESS):
        values["state"] = dict(records.get("petition").form.defaults)["state"]


def _several(row: PlannedRow, values: dict[str, Value], plan: ImportPlan) -> None:
    """The first of several senders is the petitioner, the others are listed with the petition; the cell stays in its
    note. What may mean something else stays one name as it was typed.
    """
    found = row.senders
    if found is None or (found.certain and not found.several):
        return
    head = next((shown for shown, to in plan.columns.items() if to == SENDER), "")
    if not found.certain:
        text = _("More than one person may stand here: kept as one name. Add the others to the petition.")
        plan.warn(text, row=row.row, column=head)
        return
    written = _("Senders as in the register: {text}").format(text=values[SENDER])
    values["note"] = "\n".join(part for part in (str(values.get("note") or ""), written) if part)
    values[SENDER], row.others = found.first, found.others
    told = values.get("people_count")
    values["people_count"] = people = max(told if isinstance(told, int) else 0, found.people, 1 + len(found.others))
    plan.warn(_said(found, people), row=row.row, column=head)


def _said(found: Senders, people: int) -> str:
    text = _("Taken as several senders: the first is the petitioner, the others are listed; {people} people.")
    if found.households:
        text = _("Taken as several senders: the first is the petitioner; {people} people, one of each household.")
    return text.format(people=people)


def _resolve(row: PlannedRow, values: dict[str, Value], plan: ImportPlan, today: date) -> None:
    """Resolved without a date counts as of the register's last day, never after today, never before receipt."""
    received = values.get("received_on")
    if values.get("state") not in RESOLVED or values.get("resolved_on") or not isinstance(received, date):
        return
    last = plan.last_day or date(row.register_year or received.year, 12, 31)
    day = max(min(last, today), received)
    values["resolved_on"] = day
    values["resolved_on_assumed"] = True
    plan.warn(_("Resolved without a date: counted as of {day}.").format(day=f"{day:%d/%m/%Y}"), row=row.row)


def _model(row: PlannedRow, values: dict[str, Value], unit: str, today: date) -> None:
    year = row.values.setdefault("model_year", {})
    found = year.get("year")
    own_year = found if isinstance(found, int) else row.register_year or today.year
    row.register_year = row.register_year or own_year
    values["register_year"] = row.register_year
    year |= {"unit": unit, "year": own_year}
    if year.get("registration_kind") == "dang_ky_moi":
        values.setdefault("first_year", own_year)
    recognition = row.values.get("model_recognition")
    if recognition or year.get("recognised") is True:
        year["recognised"] = True
        row.values["model_recognition"] = {**(recognition or {}), "unit": unit, "year": own_year}


def _event(row: PlannedRow, values: dict[str, Value], unit: str) -> None:
    if not values.get("title"):
        labels = {choice.code: choice.label for choice in records.get("event").field("kind").choices}
        day = values["start_on"]
        when = f"{day:%d/%m/%Y}" if isinstance(day, date) else ""
        values["title"] = clean(f"{vi(labels[str(values['kind'])])} {when}")
    site = row.values.get("site")
    if site:
        name = values.get("venue") or values["title"]
        row.values["site"] = {**site, "unit": unit, "name": site.get("name") or name, "is_main": True}


def _dated_outside(row: PlannedRow, own: dict[str, Value], rules: RegisterRules, plan: ImportPlan) -> None:
    day = own.get(rules.date) if rules.date and rules.record != "award" else None
    if isinstance(day, date) and plan.year and day.year != plan.year:
        plan.warn(_("This date does not lie in the year of the register, {year}.").format(year=plan.year), row=row.row)
