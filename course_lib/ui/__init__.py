"""The look of the course: theme, cards and accessible controls that activities are made of."""
