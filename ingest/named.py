"""Functions named by where they stand, so that whoever passes them on need not load them.

The libraries that read files are half of what the program loads; a process loads those it uses.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A function by its module and its name; to call it loads the module."""

    module: str
    name: str

    def __call__(self, *arguments: object) -> Any:
        """Load the module, and call the function."""
        return getattr(import_module(self.module), self.name)(*arguments)
