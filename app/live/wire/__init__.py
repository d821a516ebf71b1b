"""The wire: what lies between a socket and the room. Frames, handshakes, heads, queues, pings, and what a socket may.

Nothing here knows of workshops. All but `guard`, which stands before them, are in the place of a part of gevent, of
Engine.IO or of Socket.IO: each says what it buys, and its test holds where it takes hold of the library.
"""
