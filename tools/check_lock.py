"""Check, without the network, that requirements.lock fits pyproject.toml and what is installed.

Each direct dependency must be pinned at a version pyproject allows, and the environment must hold
the pinned versions. `make lock` mends the first, `make install` the second.
"""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^(?P<requirement>[A-Za-z0-9._-]+==[^\\]+?) \\$", re.MULTILINE)


def direct_requirements(pyproject: dict[str, Any]) -> list[Requirement]:
    """Return what pyproject.toml asks for, to run and to develop."""
    run, develop = pyproject["project"]["dependencies"], pyproject["dependency-groups"]["dev"]
    return [Requirement(line) for line in (*run, *develop)]


def locked_requirements(lock: str) -> list[Requirement]:
    """Return the lock's pins; a name may occur twice, for different Pythons."""
    return [Requirement(match["requirement"]) for match in PIN.finditer(lock)]


def pinned_version(pin: Requirement) -> str:
    """Return the version of a ``name==version`` pin."""
    return str(pin.specifier).removeprefix("==")


def lock_problems(direct: list[Requirement], locked: list[Requirement]) -> list[str]:
    """Return what pyproject.toml asks for and the lock does not give."""
    problems = []
    for requirement in direct:
        name = canonicalize_name(requirement.name)
        pins = [pin for pin in locked if canonicalize_name(pin.name) == name]
        if not pins:
            problems.append(f"{name} is not in requirements.lock; run make lock")
        problems += [
            f"requirements.lock has {pin}, pyproject.toml asks for {requirement}; run make lock"
            for pin in pins
            if not requirement.specifier.contains(pinned_version(pin))
        ]
    return problems


def environment_problems(locked: list[Requirement]) -> list[str]:
    """Return which pins for this Python and system are not what is installed."""
    problems = []
    for pin in locked:
        if pin.marker and not pin.marker.evaluate():
            continue
        try:
            installed = version(pin.name)
        except PackageNotFoundError:
            problems.append(f"{pin} is not installed; run make install")
            continue
        if installed != pinned_version(pin):
            problems.append(f"{pin.name} {installed} is installed, not {pin}; run make install")
    return problems


def main() -> int:
    """Print each problem and return 1 when there is one."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = locked_requirements((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    problems = lock_problems(direct_requirements(pyproject), locked) + environment_problems(locked)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
