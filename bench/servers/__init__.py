"""What Plumbline is measured beside: a bare limit, Node's socket.io, and oTree."""
