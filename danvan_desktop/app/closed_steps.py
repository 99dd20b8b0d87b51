"""Steps of a petition that the law does not open to it now, though its state has them; why in one sentence."""

from __future__ import annotations

from datetime import date

from danvan_desktop.app import next_round
from danvan_desktop.app.next_round import TYPE, Values
from danvan_desktop.i18n import _

GUIDED, EXTENDED = "da_huong_dan", "gia_han"


def closed(type_name: str, values: Values, target: str, today: date) -> str:
    """Why a step is not open, "" where it is."""
    if type_name != TYPE:
        return ""
    if values.get("type") == "to_cao":
        if target == GUIDED:
            return _("A denunciation out of competence is forwarded, not guided (Luật Tố cáo Article 24).")
        if target == EXTENDED and values.get("extension2_no"):
            return _("A denunciation is extended twice at most (Luật Tố cáo Article 30).")
    return next_round.closed(type_name, values, target, today)
