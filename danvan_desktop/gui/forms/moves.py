"""A step of a record: what it needs is asked in a small form, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.checks import condition_holds
from danvan_desktop.domain.record_type import RecordType, Section, Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.row_dialog import RowDialog
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

# what is usually known when a record comes into a state, beside what the definition requires there
_KNOWN_THEN: dict[str, tuple[str, ...]] = {
    "da_thu_ly": ("accepted_on", "due_on", "handled_by"),
    "khong_thu_ly": ("reject_reason", "doc_no", "doc_on"),
    "khong_du_dk": ("ineligible_reason",),
    "da_chuyen": ("competent_body", "doc_no", "doc_on"),
    "da_huong_dan": ("doc_no", "doc_on"),
    "da_tra": ("doc_no", "doc_on"),
    "gia_han": ("extended_to", "extension_no"),
    "tam_dinh_chi": ("suspended_from", "suspended_to", "suspension_reason"),
    "da_co_ket_qua": ("resolved_on", "result", "result_no", "result_on"),
    "tu_choi": ("refusal_reason",),
    "da_xong": ("done_on", "report_doc"),
    "da_ra_thong_bao": ("conclusion_no", "conclusion_on"),
}
_TODAY = frozenset({"accepted_on", "resolved_on", "done_on"})


def asked_for(record_type: RecordType, item: Record, step: Transition) -> list[str]:
    """The fields a step asks for: required in the state it leads to, or usually known then, and still empty."""
    values = {**item.values, record_type.state_field: step.target}
    needed = [f.name for f in record_type.fields if condition_holds(f.required_when, values)]
    wanted = [*needed, *_KNOWN_THEN.get(step.target, ())]
    return [
        name for name in dict.fromkeys(wanted)
        if name in record_type.by_name and item.values.get(name) is None and name not in item.withheld
    ]  # fmt: skip


def ask_for_step(
    desk: Desk, record_type: RecordType, item: Record, step: Transition, parent: QWidget
) -> dict[str, Value] | None:  # fmt: skip
    """What the step needs, typed by the officer; None when it was not made."""
    names = asked_for(record_type, item, step)
    if not names:
        return {}
    before = {**item.values, record_type.state_field: step.target}
    values = before | {name: desk.today() for name in names if name in _TODAY}
    state = FormState(record_type, dict(values), dict(before), None, item.withheld)
    title = _("Move on to: {state}").format(state=_(step.label))
    sections = [Section(N_("For this step"), tuple(names))]
    dialog = RowDialog(desk, state, title, sections=sections, take=_("Move on"), parent=parent)
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return {name: state.values.get(name) for name in names} if done else None
