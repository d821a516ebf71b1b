"""What a panel is asked: the words kept with the rules of a workshop, or with those in force for a review."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.core.instrument import Instrument, instruments_from_json
from app.core.workshops import PanellistId, ReviewId, WorkshopId
from app.services.protocols import newest_protocol
from app.services.workshops import workshop_row
from app.storage.workshops import Panellist, Workshop

Asked = Mapping[str, Instrument]
"""By language."""


def asked_of(row: Workshop) -> Asked:
    """What a workshop asks. It keeps the words it was planned with."""
    return instruments_from_json(row.protocol.basis.instrument)


def asked_in(db: Session, workshop: WorkshopId) -> Asked:
    """The same by the workshop's number. Raises NotHere."""
    return asked_of(workshop_row(db, workshop))


def asked_for(db: Session, review: ReviewId) -> Asked:
    """What is asked from now on in a review. Raises NotHere."""
    return instruments_from_json(newest_protocol(db, review).basis.instrument)


def asked_on(db: Session, panellist: PanellistId) -> Asked:
    """What the workshop of a panellist asks."""
    return asked_in(db, WorkshopId(db.get_one(Panellist, panellist).workshop_id))
