"""Reception days of the heads: held against the rule, the schedule of a month or quarter, its page to be posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from danvan_desktop.app import duty, duty_schedule
from danvan_desktop.app.duty import Duty, DutyLine
from danvan_desktop.app.duty_schedule import Schedule, Session
from danvan_desktop.app.lists import code_label, record_type
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.reports import leaving
from danvan_desktop.gui.theme.style import HEAD, ROW
from danvan_desktop.gui.widgets import Note, Panel, button, column, label, row, show_if, tool
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_columns
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store

RULE_HEADS = (N_("Head"), N_("Period"), N_("Days held"), N_("Planned"), N_("How it stands"))
RULE_WIDTHS = (200, 180, 120, 130, 0)
HEADS = (N_("Reception day"), N_("Hour"), N_("Received by"), N_("How far"), N_("Post by"), N_("Posted on"), N_("Note"))
WIDTHS = (110, 104, 240, 160, 122, 118, 0)
STATES = {
    "ok": (N_("enough"), "circle-check", "ok"), "open": (N_("not over yet"), "clock", "text2"),
    "short": (N_("too few"), "circle-x", "danger"), "partial": (N_("not asked for as a whole"), "circle", "text2"),
}  # fmt: skip
MOST_LINES = 6  # of heads and months shown without scrolling
MONTHS = {"month": 1, "quarter": 3}


class DutyPage(Page):
    """Pushed over a tab. Enter on a day opens it; Alt+Left and Right of the head go by months or quarters."""

    help_topic = "reception_session"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Reception days of the heads")
        self._first, self._reading = desk.today().replace(day=1), 0
        self.span = QComboBox()
        self.span.addItem(_("By month"), "month")
        self.span.addItem(_("By quarter"), "quarter")
        self.span.setAccessibleName(_("Month or quarter"))
        self.span.currentIndexChanged.connect(self.refresh)
        self.when = label("", "h2")
        self.schedule: Schedule | None = None
        self.warning = Note("warn", "triangle-alert", "")
        self.warning.hide()
        self.rules, self._rules = _table(_("Against the rule"), RULE_HEADS, RULE_WIDTHS)
        self.days, self._days = _table(_("Reception days"), HEADS, WIDTHS)
        self.rules.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.days.activated.connect(self._on_opened)
        self._lay_out()
        self.setFocusProxy(self.days)
        QShortcut(QKeySequence("Esc"), self, desk.pop)
        self.refresh()

    def _lay_out(self) -> None:
        before = tool("chevron-left", _("The period before"), lambda: self._step(-1))
        after = tool("chevron-right", _("The next period"), lambda: self._step(1))
        head = row(
            tool("arrow-left", _("Back"), self.desk.pop), label(self.title, "h1"), 12, before, self.when, after,
            self.span, None, gap=8,
        )  # fmt: skip
        self.add = button(_("&Add a day"), "plus", slot=self._on_add)
        self.posted = button(_("Posted &today"), "check", slot=self._on_posted,
                             tip=_("Write today as the day of posting into the planned days"))  # fmt: skip
        self.word = button(_("Save for &Word…"), "file-type-2", slot=self._on_word)
        self.print = button(_("&Schedule to post…"), "printer", "primary", slot=self._on_print)
        acts = row(self.add, self.posted, None, self.word, self.print, gap=8)
        self.no_rule = label(_("The rule of reception days is the commune’s; this office is of another level."),
                             "muted", wrap=True)  # fmt: skip
        self.no_rule.hide()
        self.held = Panel(_("Against the rule"), self.rules, "scale")
        self.setLayout(column(
            head, acts, self.warning, self.no_rule, self.held, (Panel(_("Reception days"), self.days, "list"), 1),
            margins=(12, 8, 12, 8),
        ))  # fmt: skip

    # --- what is shown
    def refresh(self) -> None:
        """Read again beside the window."""
        count = MONTHS[str(self.span.currentData())]
        first = self._first.replace(month=(self._first.month - 1) // count * count + 1)
        period, today = duty_schedule.months(first.year, first.month, count), self.desk.today()
        text = f"{first:%m/%Y}" if count == 1 else f"Q{(first.month + 2) // 3}/{first.year}"
        self.when.setText(text)

        def read(store: Store, _progress: object) -> tuple[Duty, Schedule]:
            return (duty.duty(store, period.first, period.last, today), duty_schedule.schedule(store, period, today))

        self.desk.cancel(self._reading)
        self._wanted = period
        self._reading = self.desk.read(self, read, self._show)

    def _show(self, read: tuple[Duty, Schedule]) -> None:
        found, schedule = read
        if schedule.period != self._wanted:
            return  # the answer to an earlier question came after that to the last one
        self.schedule = schedule
        show_if(self.held, found.has_rules)
        show_if(self.no_rule, not found.has_rules)
        _fill(self._rules, [_rule_cells(line) for line in found.lines])
        for place, line in enumerate(found.lines):
            _said, icon, tone = STATES[line.state]
            self._rules.item(place, len(RULE_HEADS) - 1).setData((icon, tone), STATE_ROLE)
        _fill(self._days, [_cells(one) for one in schedule.sessions])
        for place, one in enumerate(self.schedule.sessions):
            if one.late and one.state == duty_schedule.PLANNED:
                self._days.item(place, HEADS.index("Post by")).setData(("triangle-alert", "warn"), STATE_ROLE)
        lines = min(max(len(found.lines), 1), MOST_LINES)
        self.rules.setFixedHeight(HEAD + lines * ROW + 4)
        for table, widths in ((self.rules, RULE_WIDTHS), (self.days, WIDTHS)):
            fit_columns(table, widths)
        warnings, lost = self.schedule.warnings, [one.sentence for one in found.bodiless]
        head = _("The schedule is posted five working days before the day at the latest.") if warnings else ""
        self.warning.say(head or _("Days that count for no head"), "\n".join([*lost, *warnings]))
        show_if(self.warning, bool(warnings or lost))
        open_ones = any(one.posted is None for one in self.schedule.ahead)
        self.posted.setEnabled(open_ones)

    def _step(self, way: int) -> None:
        count = MONTHS[str(self.span.currentData())]
        place = self._first.year * 12 + self._first.month - 1 + way * count
        self._first = date(place // 12, place % 12 + 1, 1)
        self.refresh()

    # --- acts
    def _on_opened(self, index: object) -> None:
        at = self.days.currentIndex().row()
        if self.schedule is not None and 0 <= at < len(self.schedule.sessions):
            self.desk.open_record(duty_schedule.TYPE, self.schedule.sessions[at].row)

    def _on_add(self) -> None:
        self.desk.new_record(duty_schedule.TYPE)

    def _on_posted(self) -> None:
        if self.schedule is None:
            return
        today = self.desk.today()
        try:
            group = duty_schedule.mark_posted(
                self.desk.store, self.schedule.sessions, today, officer=self.desk.officer, today=today
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        offer_undo(self.desk, duty_schedule.TYPE, group, _("Posting is written down."))
        self.desk.saved(duty_schedule.TYPE)
        self.refresh()

    def _on_print(self) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        if self.schedule is None:
            return
        try:
            data = duty_schedule.page(self.desk.reader, self.schedule, self.desk.today())
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        dialog = PreviewDialog(self.desk, data, _("Reception schedule"), duty_schedule.FILE_NAME, self)
        dialog.exec()
        dialog.deleteLater()

    def _on_word(self) -> None:
        found = self.schedule
        if found is not None:
            leaving.save_by(
                self.desk, self, _("Reception schedule"), duty_schedule.FILE_NAME, "docx",
                lambda path: duty_schedule.write(self.desk.store, found, self.desk.today(), path),
            )  # fmt: skip


def _rule_cells(line: DutyLine) -> tuple[str, ...]:
    planned = ", ".join(f"{day:%d/%m}" for day in line.planned)
    count = _("{held}/{need} days").format(held=len(line.held), need=line.need)
    deputy = ", ".join(f"{day:%d/%m}" for day in line.by_deputy)
    stands = _(STATES[line.state][0])
    told = f"{stands}; " + _("by a deputy, not counted: {days}").format(days=deputy) if deputy else stands
    return line.body_label, f"{line.first:%d/%m}–{line.last:%d/%m/%Y}", count, planned, told


def _cells(one: Session) -> tuple[str, ...]:
    line, field = one.line, record_type(duty_schedule.TYPE).field("state")
    hours = "–".join(text for text in (line.start, line.end) if text)
    who = ", ".join(text for text in (line.host, line.title) if text)
    posted = f"{one.posted:%d/%m/%Y}" if one.posted else ""
    note = _("posted too late") if one.posted and one.late else "" if one.certain else _("expected only")
    return f"{line.day:%d/%m/%Y}", hours, who, code_label(field, one.state), f"{one.post_by:%d/%m/%Y}", posted, note


def _table(name: str, heads: Sequence[str], widths: Sequence[int]) -> tuple[QTableView, QStandardItemModel]:
    model = QStandardItemModel(0, len(heads))
    model.setHorizontalHeaderLabels([_(head) for head in heads])
    table = QTableView()
    table.setModel(model)
    dress(table)
    table.setAccessibleName(name)
    table.setTabKeyNavigation(False)
    fit_columns(table, widths)
    return table, model


def _fill(model: QStandardItemModel, lines: Sequence[Sequence[str]]) -> None:
    model.setRowCount(0)
    for cells in lines:
        row_ = [QStandardItem(text) for text in cells]
        for item in row_:
            item.setEditable(False)
            item.setToolTip(item.text())
        model.appendRow(row_)
