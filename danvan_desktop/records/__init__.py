"""Every record type, one file each. A new type is one file, one line in ALL and one fixture."""

from __future__ import annotations

from danvan_desktop.domain.record_type import DefinitionError, RecordType
from danvan_desktop.records.agenda_item import AGENDA_ITEM
from danvan_desktop.records.attachment import ATTACHMENT
from danvan_desktop.records.award import AWARD
from danvan_desktop.records.case import CASE
from danvan_desktop.records.case_link import CASE_LINK
from danvan_desktop.records.delegate import DELEGATE
from danvan_desktop.records.duplicate import DUPLICATE
from danvan_desktop.records.event import EVENT
from danvan_desktop.records.event_opinion import EVENT_OPINION
from danvan_desktop.records.follow_up import FOLLOW_UP
from danvan_desktop.records.model import MODEL
from danvan_desktop.records.model_recognition import MODEL_RECOGNITION
from danvan_desktop.records.model_replication import MODEL_REPLICATION
from danvan_desktop.records.model_year import MODEL_YEAR
from danvan_desktop.records.number_book import NUMBER_BOOK
from danvan_desktop.records.officer import OFFICER
from danvan_desktop.records.organisation import ORGANISATION
from danvan_desktop.records.paper import PAPER
from danvan_desktop.records.person import PERSON
from danvan_desktop.records.petition import PETITION
from danvan_desktop.records.petition_opinion import PETITION_OPINION
from danvan_desktop.records.petition_party import PETITION_PARTY
from danvan_desktop.records.reception import RECEPTION
from danvan_desktop.records.reception_session import RECEPTION_SESSION
from danvan_desktop.records.report_snapshot import REPORT_SNAPSHOT
from danvan_desktop.records.report_text import REPORT_TEXT
from danvan_desktop.records.request import REQUEST
from danvan_desktop.records.site import SITE
from danvan_desktop.records.table_cell import TABLE_CELL
from danvan_desktop.records.transfer import TRANSFER
from danvan_desktop.records.unit import UNIT_TYPE

ALL: tuple[RecordType, ...] = (
    UNIT_TYPE,
    ORGANISATION,
    OFFICER,
    PERSON,
    CASE,
    PETITION,
    PETITION_PARTY,
    PETITION_OPINION,
    RECEPTION_SESSION,
    RECEPTION,
    CASE_LINK,
    DUPLICATE,
    MODEL,
    MODEL_YEAR,
    MODEL_RECOGNITION,
    MODEL_REPLICATION,
    EVENT,
    SITE,
    DELEGATE,
    AGENDA_ITEM,
    EVENT_OPINION,
    AWARD,
    FOLLOW_UP,
    ATTACHMENT,
    NUMBER_BOOK,
    REPORT_SNAPSHOT,
    REPORT_TEXT,
    TABLE_CELL,
    PAPER,
    REQUEST,
    TRANSFER,
)
_BY_NAME = {record.name: record for record in ALL}


def get(name: str) -> RecordType:
    """The record type of that name; DefinitionError when there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise DefinitionError(f"{name}: no such record type") from None
