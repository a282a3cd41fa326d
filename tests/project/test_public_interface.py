"""Every public name is documented in full and typed; the stub and the package name the same things."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib

import thermochain
from tests.root import ROOT

STUB = ROOT / "src/thermochain/__init__.pyi"
NAMES = [name for name in thermochain.__all__ if name != "__version__"]


def arguments(function):
    """Names of the arguments that a caller gives."""
    return [name for name in inspect.signature(function).parameters if name not in ("self", "cls")]


def public_members():
    """(qualified name, callable or property) of everything public of the public names, inherited methods too."""
    for name in NAMES:
        thing = getattr(thermochain, name)
        yield name, thing
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            for member, value in inspect.getmembers(thing):
                plain = value.fget if isinstance(value, property) else getattr(value, "func", value)
                if not member.startswith("_") and (inspect.isroutine(plain) or isinstance(value, property)):
                    yield f"{name}.{member}", plain


def sections(docstring):
    return set(re.findall(r"^([A-Z][a-z]+)\n-{3,}$", docstring, re.MULTILINE))


def test_every_public_name_and_method_has_a_docstring():
    missing = [name for name, thing in public_members() if not inspect.getdoc(thing)]
    assert not missing
    assert sum("." in name for name, _ in public_members()) > 40  # methods are looked at


def test_the_docstring_of_a_function_has_its_parameters_returns_and_errors():
    for name in NAMES:
        thing = getattr(thermochain, name)
        if inspect.isfunction(thing):
            wanted = {"Parameters", "Raises"} if arguments(thing) else set()
            assert (wanted | {"Returns"}) <= sections(inspect.getdoc(thing)), name


def test_the_docstring_of_a_class_has_its_attributes_or_parameters():
    for name in NAMES:
        thing = getattr(thermochain, name)
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            assert {"Attributes", "Parameters"} & sections(inspect.getdoc(thing)), name


def test_every_argument_is_named_in_the_docstring():
    """In that of the method, or in that of its class if all methods share it."""
    for name, thing in public_members():
        if inspect.isroutine(thing):
            text = inspect.getdoc(thing) + inspect.getdoc(getattr(thermochain, name.partition(".")[0]))
            for argument in arguments(thing):
                assert re.search(rf"\b{argument}\b", text), (name, argument)


def test_every_argument_and_result_has_a_type():
    for name, thing in public_members():
        if inspect.isroutine(thing):
            signature = inspect.signature(thing)
            assert signature.return_annotation is not signature.empty, name
            for argument in arguments(thing):
                assert signature.parameters[argument].annotation is not signature.empty, (name, argument)


def test_type_checkers_see_the_names_that_the_package_has():
    imports = [node for node in ast.parse(STUB.read_text()).body if isinstance(node, ast.ImportFrom)]
    stub = {alias.asname: node.module for node in imports for alias in node.names}
    assert stub == thermochain._HOMES


def test_the_types_of_the_whole_interface_are_checked_and_shipped():
    """`make lint` runs mypy over every module that a public name lives in."""
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    homes = {f"src/{home.replace('.', '/')}.py" for home in thermochain._HOMES.values()}
    assert set(checked) == homes | {"src/thermochain/__init__.pyi"}
    assert (ROOT / "src/thermochain/py.typed").exists()


def test_a_user_with_a_type_checker_sees_the_types(tmp_path):
    """A wrong argument and a wrong use of a result are found; the same without mistakes passes."""
    good = """
import thermochain as tc
state = tc.solve_stationary(tc.published_coefficients(), T_left=1, T_right=1, p_left=0, p_right=0)
x: float = state.{}
"""
    outcomes = []
    for attribute in ("energy_current", "energy_curent"):
        script = tmp_path / f"{attribute}.py"
        script.write_text(good.format(attribute))
        command = [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", script]
        outcomes.append(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False))
    assert outcomes[0].returncode == 0, outcomes[0].stdout
    assert 'has no attribute "energy_curent"' in outcomes[1].stdout
