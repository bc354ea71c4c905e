"""What a department and its evaluators put on paper, and what is known of each fact."""
