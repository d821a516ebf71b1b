"""Hands at a desk, most of which never touch a mouse."""

from playwright.sync_api import Locator, Page, expect

BIG = "PageDown"  # a clicker's key: it means the big button wherever the focus is
TABS = 200  # presses after which what is looked for cannot be reached


def go_to(page: Page, selector: str) -> None:
    """Move the focus on until it is there."""
    for _ in range(TABS):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {selector}")


def enter(page: Page, selector: str, page_of: str = "") -> None:
    """Go to a link or a button, and press Enter; where it leads to another page, wait for its heading."""
    go_to(page, selector)
    page.keyboard.press("Enter")
    if page_of:
        expect(page.locator("h1:visible")).to_contain_text(page_of)
        page.wait_for_load_state()


def fill(page: Page, selector: str, text: str) -> None:
    """Go to a field, and write into it."""
    go_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def press(desk: Page, key: str, then: str) -> None:
    """Press a key and wait until the big button says what comes then."""
    rested(desk)
    desk.keyboard.press(key)
    stands(desk, then)


def rested(desk: Page) -> None:
    """The desk knows how things stand, and no button rests from its last press: a double press is one decision."""
    desk.wait_for_load_state()
    expect(desk.locator("#desk[aria-busy], [data-rests]")).to_have_count(0)


def press_big(desk: Page, says: str) -> None:
    """Click the big button once it says what is meant."""
    stands(desk, says)
    rested(desk)
    big(desk).click()


def stands(desk: Page, says: str) -> None:
    """The big button says this."""
    expect(big(desk)).to_contain_text(says)


def big(desk: Page) -> Locator:
    """The one big button."""
    return desk.locator("[data-act=big] button")
