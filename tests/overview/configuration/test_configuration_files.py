"""Files of the configuration: what YAML lets pass is refused in one line that names file, place and remedy."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.overview.configuration.malformed import LONGEST
from tests.root import ROOT
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.file import read_configuration

ALIASES = "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdef", "bcdefg", strict=True)
)

MALFORMED = {
    "an empty file": (b"", ["holds no keys", "write keys"]),
    "comments alone": (b"# seed: 1\n", ["holds no keys"]),
    "a list at the top": (b"- seed\n- 1\n", ["holds no keys"]),
    "text at the top": (b"seed 1\n", ["holds no keys"]),
    "a number at the top": (b"1\n", ["holds no keys"]),
    "two documents": (b"seed: 1\n---\nseed: 2\n", ["line 2", "another document"]),
    "a tab": (b"green_kubo:\n\tblocks: 3\n", ["line 2", "'\\\\t'", "correct that line"]),
    "brackets that do not close": (b"fit: [1, 2\n", ["line 2", "is no YAML"]),
    "quotes that do not close": (b'seed: "1\n', ["is no YAML", "correct that line"]),
    "a wrong indent": (b"green_kubo:\n  blocks: 3\n time_step: 0.1\n", ["line 3", "is no YAML"]),
    "an unknown alias": (b"seed: *other\n", ["line 1", "undefined alias"]),
    "bytes that are no UTF-8": (b"# ok\nseed: \xff\xfe\n", ["line 2", "0xff", "no UTF-8", "save the file as UTF-8"]),
    "UTF-16": ("seed: 1\n".encode("utf-16"), ["line 1", "0xff", "save the file as UTF-8"]),
    "a zero byte": (b"seed: 1\x00\n", ["is no YAML", "remove that character"]),
    "a key twice": (b"seed: 1\nseed: 2\n", ["line 2", "the key seed stands there already, in line 1", "remove one"]),
    "an inner key twice": (b"fit: {a: 1, a: 2}\n", ["the key fit.a stands there already", "remove one"]),
    "a key twice in JSON": (b'{"seed": 1, "seed": 2}', ["the key seed stands there already"]),
    "an octal number": (b"seed: 010\n", ["line 1", "seed = 010", "octal", "plain decimal"]),
    "a hexadecimal number": (b"seed: 0x10\n", ["seed = 0x10", "hexadecimal", "plain decimal"]),
    "a binary number": (b"seed: 0b11\n", ["seed = 0b11", "binary", "plain decimal"]),
    "a number to the base 60": (b"seed: 1:30\n", ["seed = 1:30", "base 60", "plain decimal"]),
    "a fraction to the base 60": (b"seed: 1:30.5\n", ["seed = 1:30.5", "base 60", "plain decimal"]),
    "underscores in a number": (b"seed: 1_000\n", ["seed = 1_000", "write a plain decimal number"]),
    "an exponent without a point": (b"seed: 1e3\n", ["seed = 1e3", "reads this as text", "write 1.0e+3"]),
    "an exponent without a sign": (b"seed: 1.5e3\n", ["seed = 1.5e3", "reads this as text", "write 1.5e+3"]),
    "a small number without a point": (b"fit: [1e-3, 1]\n", ["fit[0] = 1e-3", "write 1.0e-3"]),
    "five thousand digits": (b"seed: " + b"9" * 5000, ["seed = 999", "at most 300 digits", "smaller"]),
    "an integer that is none": (b'seed: !!int "abc"\n', ["line 1", "seed = abc", "is no int", "write another value"]),
    "a number that is none": (b"fit: [1, !!float x]\n", ["fit[1] = x", "is no float", "write another value"]),
    "a truth value that is none": (b"seed: !!bool maybe\n", ["seed = maybe", "is no bool", "write another value"]),
    "a date that is none": (b"seed: !!timestamp soon\n", ["seed = soon", "is no timestamp", "write another value"]),
    "a day of no month": (b"seed: 2021-13-45\n", ["line 1", "seed = 2021-13-45", "is no timestamp", "quotes"]),
    "an hour of no day": (b"seed: 2021-05-05 25:00:00\n", ["seed = 2021-05-05", "is no timestamp", "quotes"]),
    "a day of no month for a key": (b"2021-13-45: 1\n", ["2021-13-45", "is no timestamp", "quotes"]),
    "an integer that is none for a key": (b"!!int abc: 1\n", ["abc", "is no int", "write another value"]),
    "a list that is called an integer": (b"seed: !!int [1]\n", ["line 1", "is no YAML", "correct that line"]),
    "a mapping that is called text": (b"seed: !!str {a: 1}\n", ["line 1", "is no YAML", "correct that line"]),
    "a character beyond Unicode": (b'seed: "\\U00110000"\n', ["is no YAML", "remove that character"]),
    "a key of five thousand digits": (b"? " + b"9" * 5000 + b"\n: 1\n", ["line 1", "at most 300 digits", "smaller"]),
    "a key of five thousand letters": (b"? " + b"k" * 5000 + b"\n: !!int x\n", ["line 2", "is no int"]),
    "a long path of keys": (
        b"{a: {b: {c: {d: {? " + b"k" * 5000 + b" : {? " + b"l" * 5000 + b" : 010}}}}}}\n",
        ["line 1", "octal"],
    ),
    "a surrogate": (b'seed: "\\ud800"\nseed: 1\n', ["line 2", "stands there already"]),
    "a key that is printed nowhere": (b'"\\e[2J\\n": 010\n', ["line 1", "octal"]),
    "a tag of a thousand letters": (b"seed: !" + b"t" * 1000 + b" 1\n", ["line 1", "has the tag", "remove the tag"]),
    "a merge of nothing": (b"<<: 1\nseed: 2\n", ["line 1", "is no YAML", "correct that line"]),
    "a tag that runs code": (b"seed: !!python/object/apply:os.getcwd []\n", ["seed", "has the tag", "remove the tag"]),
    "a tag of its own": (b"seed: !mine 1\n", ["seed has the tag '!mine'", "remove the tag"]),
    "values that run code": (b"__use_yte__: true\nseed: ?1 + 1\n", ["__use_yte__ would run code", "remove it"]),
    "a list for a key": (b"? [1, 2]\n: 3\n", ["a list or a mapping", "keys must be words"]),
    "an alias that holds itself": (b"fit: &a [*a]\n", ["fit[0][0] is an alias that holds itself", "write its value"]),
    "aliases of aliases": (f"a: &a [1, 2]\n{ALIASES}".encode(), ["more than 100000 entries", "shorten"]),
    "deep brackets": (b"seed: " + b"[" * 5000 + b"]" * 5000, ["line 1", "nested more than 12 levels", "no key"]),
    "deep indents": (
        "".join(f"{' ' * k}k:\n" for k in range(900)).encode(),
        ["nested more than 12 levels", "no key of the configuration needs"],
    ),
    "two megabytes": (b"seed: 1\n" + b"#" * 2_000_000, ["2000008 bytes", "at most 1000000", "shorten it"]),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_is_named_with_place_and_remedy(name, tmp_path):
    content, parts = MALFORMED[name]
    path = tmp_path / "preset.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path)
    message = str(caught.value)
    assert message.isprintable(), message  # so it is on one line
    assert len(message) - len(str(path)) <= LONGEST, message
    for part in (str(path), *parts):
        assert part in message, message
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == content


TAGS = ["", "!!int ", "!!float ", "!!bool ", "!!null ", "!!timestamp ", "!!str ", "!!seq ", "!!map ", "!!binary ", "! "]
SCALARS = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[-+0-9.eE_:xobTZ ]{1,30}", fullmatch=True),
    st.integers().map(str),
    st.sampled_from(
        ["~", "null", "yes", "<<", "=", "2021-02-30", "1e999", ".inf", "[", "{", "- a", "&a", "*a", "? ", "|"]
    ),
    st.characters().map(lambda c: f'"\\\\U{ord(c) * 7:08x}"'),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(TAGS), SCALARS, st.sampled_from(TAGS), SCALARS), min_size=1, max_size=4))
def test_whatever_a_file_holds_it_is_read_or_refused_in_one_line(tmp_path, entries):
    path = tmp_path / "preset.yaml"
    text = "\n".join(f"{tag}{key}: {other}{value}" for tag, key, other, value in entries)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    message = ""
    try:
        read_configuration(path)
    except ConfigurationError as error:
        message = str(error)
    assert not message or message.isprintable(), repr(message)
    assert len(message) - len(str(path)) <= LONGEST, message


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_a_file_that_is_not_there_and_a_folder_are_named(name, tmp_path):
    with pytest.raises(ConfigurationError, match=r"cannot be read, .*; name a file of keys and values") as caught:
        read_configuration(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"\xef\xbb\xbfseed: 3\n", {"seed": 3}),
        (b"seed: 3\r\nfit: [1.0e+3, -2]\r\n", {"seed": 3, "fit": [1000.0, -2]}),
        (b'{"seed": 3, "fit": {"x": [1, 0.5]}}', {"seed": 3, "fit": {"x": [1, 0.5]}}),
        (b"a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n", {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}}),
        (b"seed: '1e3'\nfit: '010'\n", {"seed": "1e3", "fit": "010"}),  # in quotes it is text, which the schema refuses
        (b"---\nseed: 3\n...\n", {"seed": 3}),
    ],
)
def test_what_means_what_it_looks_like_is_read(content, value, tmp_path):
    path = tmp_path / "preset.yaml"
    path.write_bytes(content)
    assert read_configuration(path) == value


@pytest.mark.parametrize("path", [ROOT / "config.yaml", *sorted((ROOT / "workflow/presets").glob("*.yaml"))], ids=str)
def test_the_files_of_the_project_are_read_as_yaml_reads_them(path):
    import yaml

    assert read_configuration(path) == yaml.safe_load(path.read_text(encoding="utf-8"))


@given(st.text(alphabet="ab01_ .,:-#=+/(){}[]eE\n", max_size=40))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ordinary_text_is_read_as_snakemake_reads_it(tmp_path, text):
    """The fast loader of YAML differs from the one in Python in texts that are not made of words and numbers alone."""
    path = tmp_path / "preset.yaml"
    path.write_text(text + "\n")
    try:
        found = read_configuration(path)
    except ConfigurationError:
        return
    assert found == yaml.safe_load(text + "\n")
