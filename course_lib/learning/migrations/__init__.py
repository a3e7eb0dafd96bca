"""How the record came to its tables of today, one step a file; a step is never changed."""
