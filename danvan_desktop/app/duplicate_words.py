"""Why two petitions may be one, in words: never a number, never a person's name."""

from __future__ import annotations

from danvan_desktop.domain.duplicates import Match, Reason
from danvan_desktop.i18n import N_, _

_WHO = {
    Reason.ID: N_("same identity no."), Reason.NAME: N_("same name"),
    Reason.NAME_FOLDED: N_("same name but for accents"), Reason.NAME_NEAR: N_("nearly the same name"),
    Reason.PARTY: N_("one sender in common"),
}  # fmt: skip
_MATTER = {
    Reason.RESPONDENT: N_("same respondent"), Reason.PARCEL: N_("same land parcel"),
    Reason.DECISION: N_("same decision complained of"),
}  # fmt: skip
_TEXT = {Reason.SAME_TEXT: N_("the same content"), Reason.LIKE_TEXT: N_("like content")}


def reasons_said(found: Match) -> tuple[str, ...]:
    """“cùng họ tên, cùng ấp”, “cùng thửa đất”, “nội dung gần giống”: who and where, the matter, its words."""
    who = [_(_WHO[reason]) for reason in found.reasons if reason in _WHO]
    if Reason.PLACE in found.reasons:
        place = found.place or _("address")
        who.append(_("same {place}").format(place=place))
    matter = [_(_MATTER[reason]) for reason in found.reasons if reason in _MATTER]
    day = [_("on the same day")] if Reason.SAME_DAY in found.reasons else []
    text = [_(_TEXT[reason]) for reason in found.reasons if reason in _TEXT]
    return tuple(", ".join(part) for part in (who, matter, text, day) if part)
