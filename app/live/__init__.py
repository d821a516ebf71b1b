"""What is pushed down to phones, desks and screens, and who may listen."""
