"""Numbers from data/ as matplotlib figures: no pyplot state, no widgets."""
