"""What the tags of a team's own letterhead may be called, and how large its file may be."""

BODY = "document"
"""Where the document begins: alone, in the last paragraph."""

TAGS = ("title", "review", "site", "date", "made", "profile", "protocol", "software", BODY)
MOST_BYTES = 5 * 1024 * 1024
