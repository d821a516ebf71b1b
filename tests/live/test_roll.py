"""The roll knows who is connected."""

from app.core.workshops import AccountId, PanellistId, WorkshopId
from app.live.audiences import Audience, Listener, Roll

FRIDAY, MONDAY = WorkshopId(1), WorkshopId(2)


def phone(panellist, workshop=FRIDAY):
    return Listener(Audience.PHONE, workshop, panellist=PanellistId(panellist))


def test_a_panellist_with_two_phones_listens_until_both_are_gone():
    roll = Roll()
    roll.enter("a", phone(7))
    roll.enter("b", phone(7))
    roll.leave("a")
    assert roll.panellists(FRIDAY) == {7}
    roll.leave("b")
    assert roll.panellists(FRIDAY) == frozenset()


def test_desks_and_projectors_and_other_workshops_are_no_panellists():
    roll = Roll()
    roll.enter("a", phone(7, MONDAY))
    roll.enter("b", Listener(Audience.DESK, FRIDAY, account=AccountId(7)))
    roll.enter("c", Listener(Audience.SCREEN, FRIDAY))
    assert roll.panellists(FRIDAY) == frozenset()


def test_leaving_twice_is_leaving():
    roll = Roll()
    roll.leave("never came")
    assert roll.panellists(FRIDAY) == frozenset()
