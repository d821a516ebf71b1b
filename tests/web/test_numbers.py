"""Numbers in addresses."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from app.services import accounts
from app.web.access import DESK_COOKIE


@pytest.mark.parametrize("number", ["0", "99", str(2**31), str(2**63), "9" * 60])
@pytest.mark.parametrize("address", ["/desk/{}/state", "/reviews/{}", "/workshops/{}"])
def test_a_number_nobody_has_leads_nowhere_however_large(app: Flask, address: str, number: str) -> None:
    with app.extensions["plumbline"].database.writing() as db:
        cookie = accounts.start(db, accounts.create_account(db, "asha"), at=datetime.now(UTC))
    client = app.test_client()
    client.set_cookie(DESK_COOKIE, cookie)
    assert client.get(address.format(number)).status_code == 404
