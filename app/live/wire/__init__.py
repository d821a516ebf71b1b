"""The wire: what lies between a socket and the room. Frames, handshakes, heads, queues, pings, and what a socket may.

Nothing here knows of workshops. Each file stands in the place of one part of gevent or Engine.IO, says what that buys,
and leaves to the library whatever is not plain; its test holds the places where it takes hold of the library.
"""
