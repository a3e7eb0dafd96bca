"""What leaves the course: handouts and slides for a room, and the questions for other systems."""
