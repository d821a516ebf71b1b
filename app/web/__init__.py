"""The doors: pages, form posts, downloads. Each parses, calls one service, commits, tells the room, and answers."""
