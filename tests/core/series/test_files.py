"""Readers: plain columns, logs of LAMMPS and files of fix ave/time, as their manuals show them."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc

AVE_TIME = """# Time-averaged data for fix stress
# TimeStep v_pxy v_pxz
0 0.25 -1.5e-01
10 0.5 0.125
20 -0.75 1
"""

LOG = """LAMMPS (29 Aug 2024)
units lj
run 20
Per MPI rank memory allocation (min/avg/max) = 3.1 | 3.1 | 3.1 Mbytes
   Step          Temp          Pxy
         0   1.44          -0.5
        10   1.2            0.25
WARNING: Bond/angle atoms missing at step 15 (src/ntopo.cpp:60)
        20   1.1            1e-3
Loop time of 0.01 on 1 procs for 20 steps with 500 atoms

Performance: 1.0 tau/day
MPI task timing breakdown:
Section |  min time  |  avg time  |  max time  |%varavg| %total
---------------------------------------------------------------
Pair    | 0.005      | 0.005      | 0.005      |   0.0 | 50.00
run 10
   Step          Temp          Pxy
        20   1.1            1e-3
        30   1.0            0.75
        4
"""


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "file.txt"
        path.write_text(text)
        return path

    return written


def test_a_file_of_fix_ave_time_gives_its_columns_by_name(write):
    table = tc.read_columns(write(AVE_TIME))
    expected = {"TimeStep": [0.0, 10.0, 20.0], "v_pxy": [0.25, 0.5, -0.75], "v_pxz": [-0.15, 0.125, 1.0]}
    pd.testing.assert_frame_equal(table, pd.DataFrame(expected))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 2\n3 4\n", ["0", "1"]),
        ("time,stress\n1,2\n3,4\n", ["time", "stress"]),
        ("# a comment of some words\n\n1;2\n3;4\n", ["0", "1"]),
        ("# t x\n 1.0e0\t2\n3 4 \n", ["t", "x"]),
    ],
)
def test_plain_columns_with_any_separator_and_with_names_or_without(write, text, names):
    pd.testing.assert_frame_equal(tc.read_columns(write(text)), pd.DataFrame([[1.0, 2.0], [3.0, 4.0]], columns=names))


def test_what_was_saved_with_numpy_comes_back_bit_for_bit(tmp_path):
    values = np.random.default_rng(0).standard_normal((50, 3))
    np.savetxt(tmp_path / "series.dat", values, fmt="%.17g", header="x y z")
    assert tc.read_columns(tmp_path / "series.dat").to_numpy().tolist() == values.tolist()


def test_a_log_of_lammps_gives_the_runs_apart_without_warnings_and_broken_lines(write):
    table = tc.read_lammps_log(write(LOG))
    assert list(table) == ["Step", "Temp", "Pxy"]
    assert table.loc[0, "Pxy"].tolist() == [-0.5, 0.25, 1e-3]
    assert table.loc[1, "Step"].tolist() == [20.0, 30.0]


def test_a_column_of_a_log_is_a_series(write):
    rng = np.random.default_rng(4)
    rows = "\n".join(f"{10 * k} 1.0 {x:.17g}" for k, x in enumerate(rng.standard_normal(1600)))
    table = tc.read_lammps_log(write(f"Step Temp Pxy\n{rows}\nLoop time of 1 on 1 procs\n"))
    with pytest.warns(UserWarning, match="averages over the interval"):  # white noise
        result = tc.estimate_integral(table.loc[0, "Pxy"], interval=0.05)
    assert abs(result.value - 0.025) < 4 * result.error  # half the spacing times the variance


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (tc.read_columns, "# nothing\n", "no line of numbers"),
        (tc.read_columns, "1 2\n3\n", "1 columns, not 2 in line 2"),
        (tc.read_columns, "1 2\n3 x\n", "the word 'x' in line 2"),
        (tc.read_lammps_log, "units lj\n", "no thermodynamic output"),
        (tc.read_lammps_log, LOG.replace("Pxy\n        20", "Pxz\n        20"), "other columns in run 1 than in run 0"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(write, read, text, message):
    with pytest.raises(ValueError, match=message):
        read(write(text))
