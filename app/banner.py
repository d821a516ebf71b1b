"""What the terminal shows when the server is ready: the links, six digits, and the join link as a QR in text."""

from io import StringIO

import segno


def banner(*, desk: str, screen: str, join: str, digits: str) -> str:
    """The text for the terminal, with a QR of the join link. `desk` is a link that signs in once."""
    drawn = StringIO()
    segno.make(join, error="m").terminal(drawn, border=2, compact=True)
    lines = (
        "",
        "Plumbline is ready.",
        "",
        f"  Desk        {desk}   (signs you in, once)",
        f"  Projector   {screen}",
        f"  Join        {join}",
        f"  Six digits  {digits[:3]} {digits[3:]}",
        "",
        drawn.getvalue(),
        "Ctrl+C ends it. What was saved stays.",
    )
    return "\n".join(lines)
