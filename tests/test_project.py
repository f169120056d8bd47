"""What the project's files promise: the lock fits pyproject.toml, a wheel is complete."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from check_lock import direct_requirements, lock_problems, locked_requirements

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = [
    pattern.removesuffix("*")
    for pattern in PYPROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
]


def test_the_lock_pins_every_direct_dependency_as_pyproject_asks() -> None:
    locked = locked_requirements((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert lock_problems(direct_requirements(PYPROJECT), locked) == []


def test_a_lock_that_lacks_a_dependency_or_has_an_old_one_is_told() -> None:
    pyproject = {
        "project": {"dependencies": ["flask>=3", "lxml"]},
        "dependency-groups": {"dev": ["ruff"]},
    }
    locked = locked_requirements(
        "flask==2.3.1 \\\n    --hash=sha256:0\nruff==0.1 ; os_name == 'nt' \\\n"
    )
    problems = lock_problems(direct_requirements(pyproject), locked)
    assert problems == [
        "requirements.lock has flask==2.3.1, pyproject.toml asks for flask>=3; run make lock",
        "lxml is not in requirements.lock; run make lock",
    ]


def test_a_wheel_holds_every_file_that_the_packages_read(tmp_path: Path) -> None:
    project = tmp_path / "project"  # setuptools leaves its own files beside the sources
    for name in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, project / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, project / name)
    build_wheel = "import sys, setuptools.build_meta as b; b.build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", build_wheel, str(tmp_path)],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(project))
        for name in PACKAGES
        for path in (project / name).rglob("*")
        if path.is_file() and path.suffix != ".cfg"  # for building translations
    }
    assert wanted - packed == set()
