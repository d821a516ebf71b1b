"""Laying out a workshop's stakeholder groups: what was declared is kept, and people are offered the merged ones."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.panels import Group, merge_small
from app.core.protocol import Protocol
from app.storage.workshops import StakeholderGroup, Workshop


def lay_out_groups(db: Session, row: Workshop, declared: Sequence[Group]) -> None:
    """Write a draft's groups anew, merged by the smallest cell of its protocol."""
    db.execute(delete(StakeholderGroup).where(StakeholderGroup.workshop_id == row.id))
    merged = merge_small(declared, Protocol.from_json(row.protocol.body).smallest_cell)
    names = {group.name for group in declared}
    offered = {group.name for group in merged}
    every = [*declared, *(Group(group.name, group.expected) for group in merged if group.name not in names)]
    db.add_all(
        StakeholderGroup(
            workshop_id=row.id,
            position=position,
            name=group.name,
            expected=group.expected,
            declared=group.name in names,
            offered=group.name in offered,
        )
        for position, group in enumerate(every, start=1)
    )
    db.flush()
    db.expire(row, ["groups"])


def declared_groups(row: Workshop) -> tuple[Group, ...]:
    """The groups as they were declared in the plan."""
    return tuple(Group(group.name, group.expected) for group in row.groups if group.declared)
