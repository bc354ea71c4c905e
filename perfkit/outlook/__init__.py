"""What is still open for one department: who decides it, what it can give, and entering the decision."""
