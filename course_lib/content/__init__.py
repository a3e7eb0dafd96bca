"""The only reader of data/: everything the course knows, typed, frozen and checked as a whole."""
