"""The one private hook into Engine.IO: held here, so that an update that moves it is noticed."""

import engineio
import pytest
import simple_websocket

from app.live.driver import MAX_MESSAGE, limit


@pytest.mark.parametrize("mode", ["threading", "gevent"])
def test_the_driver_of_a_limited_server_knows_its_limit(mode):
    server = engineio.Server(async_mode=mode)
    limit(server)
    driver = server._async["websocket"](lambda ws: [], server)
    assert driver.server_args["max_message_size"] == MAX_MESSAGE


def test_the_limit_is_one_servers_own():
    limited, other = engineio.Server(async_mode="threading"), engineio.Server(async_mode="threading")
    limit(limited)
    assert "max_message_size" not in other._async["websocket"](lambda ws: [], other).server_args


def test_the_library_still_counts_while_it_reads():
    assert "max_message_size" in simple_websocket.Server.__init__.__code__.co_varnames
