"""Invented departments for trying, testing, teaching and measuring; every one is marked synthetic."""

from perfkit.demo.draft import PlantedFault
from perfkit.demo.generate import LEVELS, DemoDepartment, generate
from perfkit.demo.registry import FAULT_KINDS
from perfkit.demo.write import to_yaml, write_cohort, write_department

__all__ = [
    "FAULT_KINDS",
    "LEVELS",
    "DemoDepartment",
    "PlantedFault",
    "generate",
    "to_yaml",
    "write_cohort",
    "write_department",
]
