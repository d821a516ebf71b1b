"""The rehearsal: a whole afternoon with simulated phones that speak the wire, and know nothing else of Plumbline."""
