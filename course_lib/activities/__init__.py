"""One module for each thing a learner does: a small model and a view that follows it."""
