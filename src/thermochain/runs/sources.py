"""Source files that a result depends on: the modules of this package that a script imports, directly or not.

Snakemake reruns a job when its inputs change but does not look into imported code.  With these files as inputs, an edit
of a kernel reruns the simulations, and an edit of a figure redraws the figures of its subject.
"""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_PACKAGE = _ROOT.name

# An import statement, which may continue in parentheses; to parse these alone is ten times faster than whole files.
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import[ \t]*(?:\([^)]*\)|[\w*][\w, \t]*)|import[ \t]+[\w.][\w., \t]*)",
    re.MULTILINE,
)

# Modules that only check and report and cannot change a number.
NEUTRAL = frozenset({"core/arguments.py", "runs/guard.py", "runs/progress.py", "runs/provenance.py"})


def sources_of_script(script: str | Path, modules: Iterable[str] = ()) -> list[str]:
    """Sorted paths of the source files that the output of a script depends on, without those in NEUTRAL.

    `modules` names further modules that the script loads by name.
    """
    files: set[str] = set()
    for module in modules:
        files.update(source_files(module))
    for path in imported_files(Path(script)):
        files.update(_behind(path))
    return sorted(files.difference(str(_ROOT / name) for name in NEUTRAL))


@cache
def source_files(module: str) -> tuple[str, ...]:
    """Sorted paths of `module` and of all modules of the package that it imports, directly or not.

    The files are read, not imported.  Raises ValueError if there is no such module.
    """
    first = _file_of(module)
    if first is None:
        raise ValueError(f"module={module!r} is not a module of {_PACKAGE}; correct the rule that names it")
    return _behind(first)


@cache
def _behind(first: Path) -> tuple[str, ...]:
    """Paths of a file and of all modules of the package that it imports, directly or not."""
    pending, found = [first], set()
    while pending:
        path = pending.pop()
        if path not in found:
            found.add(path)
            pending.extend(imported_files(path))
    return tuple(sorted(map(str, found)))


@cache
def imported_files(path: Path) -> frozenset[Path]:
    """Files of the modules of the package that a Python file imports itself."""
    files = map(_file_of, _imports(path.read_text(encoding="utf-8")))
    return frozenset(file for file in files if file is not None)


@cache
def _file_of(module: str) -> Path | None:
    """File of a module of the package; None for other modules and for packages, which are empty."""
    package, _, rest = module.partition(".")
    path = _ROOT.joinpath(*rest.split(".")).with_suffix(".py")
    return path if package == _PACKAGE and rest and path.is_file() else None


def _imports(source: str) -> list[str]:
    """Names of all modules that the import statements of `source` may mean, those in its examples included."""
    names = []
    for statement in _IMPORT.finditer(source):
        [node] = ast.parse(statement.group().strip()).body
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level or node.module == _PACKAGE:
                line = source.count("\n", 0, statement.start()) + 1
                raise ValueError(f"line {line}: import by the full name of the module, which can be followed")
            # "from package.folder import module" names a module, "from package.module import name" does not
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names
