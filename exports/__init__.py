"""What leaves: `render(report) -> bytes`. Same report, same bytes."""
