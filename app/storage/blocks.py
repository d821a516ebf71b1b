"""Blocks: rounds that are opened together and answered at one's own pace, each given to a sub-panel."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base
from app.storage.workshops import Round


class Block(Base):
    """Rounds given together to some seats of a panel."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    position: Mapped[int]  #: order in the afternoon
    title: Mapped[str]  #: what people read as its topic
    seats: Mapped[list[int]] = mapped_column(JSON)  #: whose block it is, by seat from 1; [] = everyone's
    before_the_day: Mapped[bool]  #: may be opened while people join, and answered by link at home

    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)

    rounds: Mapped[list[Round]] = relationship(order_by="Round.position")
