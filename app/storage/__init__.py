"""Tables, constraints and the engine. No rule lives only here; what must never be is a named constraint."""
