"""Protocols: the one in force for a review, and the one a workshop is judged by."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.protocol import Protocol
from app.core.workshops import ReviewId, WorkshopId
from app.services.workshops import workshop_row
from app.storage.protocols import ProtocolVersion


def newest_protocol(db: Session, review: ReviewId) -> ProtocolVersion:
    """The protocol in force for a review. Raises NotHere for a review that is not there."""
    newest = select(ProtocolVersion).where(ProtocolVersion.review_id == review)
    row = db.scalar(newest.order_by(ProtocolVersion.number.desc()).limit(1))
    if row is None:
        raise NotHere
    return row


def protocol_of(db: Session, review: ReviewId) -> Protocol:
    """What the protocol in force for a review says. Raises NotHere."""
    return Protocol.from_json(newest_protocol(db, review).body)


def protocol_of_workshop(db: Session, workshop: WorkshopId) -> Protocol:
    """What the protocol a workshop is judged by says. Raises NotHere."""
    return Protocol.from_json(workshop_row(db, workshop).protocol.body)
