"""A case for every trainee, graded, and the class beside it."""
