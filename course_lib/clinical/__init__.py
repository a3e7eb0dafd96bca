"""Pure clinical logic: no widgets, no figures, no clock."""
