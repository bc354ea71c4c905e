"""Agreement between evaluators who judged the same cases."""
