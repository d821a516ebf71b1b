"""Audiences: who listens in which room, phones, desks and projectors kept apart."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.core.workshops import AccountId, PanellistId, WorkshopId


class Audience(StrEnum):
    """The three surfaces of a workshop."""

    PHONE = "phone"
    DESK = "desk"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Listener:
    """Who a socket belongs to, and the language it is answered in. A phone has a panellist, a desk an account, a
    projector neither."""

    audience: Audience
    workshop: WorkshopId
    panellist: PanellistId | None = None
    account: AccountId | None = None
    language: str = "en"

    @property
    def room(self) -> str:
        """The room this listener hears."""
        return room_of(self.audience, self.workshop)


def room_of(audience: Audience, workshop: WorkshopId) -> str:
    """The name of an audience's room in one workshop."""
    return f"{audience}:{workshop}"


class Roll:
    """The sockets that are connected now."""

    def __init__(self) -> None:
        self._listeners: dict[str, Listener] = {}
        self._addresses: dict[str, str] = {}
        self._phones: dict[PanellistId, list[str]] = {}

    def enter(self, sid: str, listener: Listener, address: str = "") -> None:
        self._listeners[sid] = listener
        self._addresses[sid] = address
        if listener.panellist is not None:
            self._phones.setdefault(listener.panellist, []).append(sid)

    def leave(self, sid: str) -> None:
        listener = self._listeners.pop(sid, None)
        self._addresses.pop(sid, None)
        if listener is None or listener.panellist is None:
            return
        phones = self._phones[listener.panellist]
        phones.remove(sid)
        if not phones:
            self._phones.pop(listener.panellist, None)

    def phones(self, panellist: PanellistId | None) -> list[str]:
        """The sockets of one panellist, the oldest first."""
        return list(self._phones.get(panellist, ())) if panellist is not None else []

    def behind(self, sid: str) -> tuple[Listener | None, str]:
        """Whom a socket belongs to, and the address it came from; None once it has left."""
        return self._listeners.get(sid), self._addresses.get(sid, "")

    def sockets(self, belongs: Callable[[Listener], bool]) -> list[str]:
        """The sockets of the listeners that a caller asks for."""
        return [sid for sid, listener in list(self._listeners.items()) if belongs(listener)]

    def panellists(self, workshop: WorkshopId) -> frozenset[PanellistId]:
        """The panellists of a workshop with at least one phone connected."""
        return frozenset(
            listener.panellist
            for listener in list(self._listeners.values())
            if listener.workshop == workshop and listener.panellist is not None
        )

    def accounts(self, workshop: WorkshopId) -> frozenset[AccountId]:
        """The accounts with a workshop's desk, or its remote, open."""
        here = (each for each in list(self._listeners.values()) if each.workshop == workshop)
        return frozenset(each.account for each in here if each.account is not None)

    def everyone(self) -> frozenset[PanellistId]:
        """The panellists of all workshops with at least one phone connected."""
        return frozenset(each.panellist for each in list(self._listeners.values()) if each.panellist is not None)
