"""A camera in front of the wall: what it sees, and what it reads there."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page


def picture(wall: Page) -> Image.Image:
    """What a camera sees, in RGB."""
    return Image.open(BytesIO(wall.screenshot())).convert("RGB")


def scanned(wall: Page) -> list[str]:
    """What a camera reads: the text of every code in the picture."""
    return [code.text for code in zxingcpp.read_barcodes(picture(wall))]
