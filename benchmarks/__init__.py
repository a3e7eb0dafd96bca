"""What is measured, never tested: run with `make bench`."""
