"""How often something may be tried. A hall shares one address, so limits on people go by their token, not by it."""

from time import monotonic

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.core.errors import TooManySignIns, TooManyTries, TooMuchAtOnce
from app.live.buckets import BURST, RATE, Buckets

WRONG_CODES_HERE = parse("10 per minute")
WRONG_CODES_EVERYWHERE = parse("60 per minute")
WRONG_PASSWORDS = parse("10 per minute")


class Limits:
    """Counts tries in memory. Only wrong ones are counted, so that a hall of people joins at once."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._writes = Buckets(burst=BURST, rate=RATE, clock=monotonic)

    def may_type_a_code(self, address: str) -> None:
        """Call before a typed code is looked up. Raises TooManyTries; the QR goes on."""
        if not (self._left(WRONG_CODES_HERE, "code", address) and self._left(WRONG_CODES_EVERYWHERE, "codes")):
            raise TooManyTries

    def code_was_wrong(self, address: str) -> None:
        """Count a wrong code."""
        self._window.hit(WRONG_CODES_HERE, "code", address)
        self._window.hit(WRONG_CODES_EVERYWHERE, "codes")

    def may_sign_in(self, address: str, name: str) -> None:
        """Call before a password is checked. Raises TooManySignIns for a minute; nobody is locked out for longer."""
        if not (self._left(WRONG_PASSWORDS, "from", address) and self._left(WRONG_PASSWORDS, "as", name.casefold())):
            raise TooManySignIns

    def password_was_wrong(self, address: str, name: str) -> None:
        """Count a wrong password against the address and the name."""
        self._window.hit(WRONG_PASSWORDS, "from", address)
        self._window.hit(WRONG_PASSWORDS, "as", name.casefold())

    def wrote(self, phone: int | str) -> None:
        """Count what a phone sent, by panellist or by its cookie's hash. Raises TooMuchAtOnce for a phone gone wild."""
        if not self._writes.take(phone):
            raise TooMuchAtOnce

    def _left(self, limit: RateLimitItem, *identifiers: str) -> bool:
        return self._window.test(limit, *identifiers)
