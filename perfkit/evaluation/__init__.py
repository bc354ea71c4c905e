"""A filing, a rubric and judgements make the scored tree, with its trace."""

from perfkit.evaluation.tree import Evaluation, evaluate

__all__ = ["Evaluation", "evaluate"]
