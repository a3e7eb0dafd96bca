"""Pure logic of learning: no widgets, no figures, no clock."""
