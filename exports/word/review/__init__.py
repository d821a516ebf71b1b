"""Word about a whole review: its summary, the methods and reporting appendix, and the plain summary."""
