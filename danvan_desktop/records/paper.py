"""Văn bản: one paper made for a petition or a reception, or one that came; its number stands in the book."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Choice, Field, FieldClass, FormLayout, Kind, RecordType, Section
from danvan_desktop.i18n import N_
from danvan_desktop.records.choices import UNIT

# ids of petitions.md §2.4; what is printed for each is data in resources/templates/letters.json
PAPER_KINDS = (
    Choice("receipt", N_("Receipt for information, documents, evidence")),
    Choice("appointment", N_("Reception appointment slip")),
    Choice("reception_minutes", N_("Reception minutes")),
    Choice("reception_minutes_empty", N_("Reception minutes, nobody came")),
    Choice("propose_accept", N_("Proposal to accept the petition")),
    Choice("guidance", N_("Guidance slip")),
    Choice("transfer", N_("Slip forwarding the petition")),
    Choice("return", N_("Slip returning the petition")),
    Choice("not_eligible", N_("Notice that the petition is not eligible")),
    Choice("kn_accept", N_("Notice of acceptance of the complaint")),
    Choice("kn_reject", N_("Notice of refusal of the complaint")),
    Choice("reminder", N_("Reminder letter on a forwarded petition")),
    Choice("refuse_reception", N_("Notice refusing to receive")),
    Choice("tc_minutes", N_("Minutes of an oral denunciation")),
    Choice("withdrawal", N_("Minutes of withdrawal")),
    Choice("tc_accept", N_("Decision to accept the denunciation")),
    Choice("tc_accept_notice", N_("Notice of acceptance of the denunciation")),
    Choice("tc_content_notice", N_("Notice of the content denounced")),
    Choice("tc_extend", N_("Decision extending the settlement of the denunciation")),
    Choice("poa", N_("Power of attorney for a complaint")),
    Choice("group_rep", N_("Appointment of representatives")),
    Choice("reply", N_("Reply of the competent body")),
    Choice("decision", N_("Decision or conclusion of settlement")),
    Choice("other", N_("Other paper")),
)
_FIELDS = (
    UNIT,
    Field("petition", Kind.LINK, N_("Petition"), links_to="petition", index=True),
    Field("reception", Kind.LINK, N_("Reception visit"), links_to="reception", index=True),
    Field("paper_kind", Kind.CHOICE, N_("Kind of paper"), required=True, column=1, choices=PAPER_KINDS, index=True),
    Field("paper_no", Kind.TEXT, N_("Number and symbol"), column=2, searchable=True, max_length=60),
    Field("signed_on", Kind.DATE, N_("Signed on"), column=3, index=True, past=True),
    Field("signer", Kind.TEXT, N_("Signed by"), column=4, max_length=120),
    Field("target_org", Kind.TEXT, N_("Sent to the body"), column=5, searchable=True, max_length=200),
    Field("addressee", Kind.TEXT, N_("Sent to the person"), cls=FieldClass.PERSON, max_length=200),
    Field("template", Kind.TEXT, N_("Text it was made from"), max_length=120),
    Field("formats", Kind.TEXT, N_("Saved as"), max_length=40, since=3),  # "PDF, DOCX": one paper, however often saved
    Field("came_in", Kind.YES_NO, N_("Came from outside")),
    Field("note", Kind.LONG_TEXT, N_("Note"), cls=FieldClass.PERSON),
)

PAPER = RecordType(
    name="paper",
    label=N_("Paper"),
    plural=N_("Papers of records"),
    fields=_FIELDS,
    title=("paper_kind", "paper_no", "signed_on"),
    order="signed_on",
    form=FormLayout(
        sections=(Section(N_("Paper"), tuple(f.name for f in _FIELDS)),),
        quick=("paper_kind", "paper_no", "signed_on", "signer", "target_org"),
        defaults=(("unit", "own_unit"), ("signed_on", "today"), ("signer", "last")),
        children=("attachment",),
    ),
)
