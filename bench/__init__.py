"""Measurements that print figures. Nothing here is asserted: a figure without its machine means little."""
