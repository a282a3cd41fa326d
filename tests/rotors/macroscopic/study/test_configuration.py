"""What the section `macroscopic` may not say."""

import pytest

from thermochain.rotors.macroscopic.study.configuration import check


def test_profiles_have_a_point_in_the_middle():
    check({"macroscopic": {"profile_points": 401}})
    with pytest.raises(ValueError, match=r"^macroscopic\.profile_points = 400: must be odd; try 401"):
        check({"macroscopic": {"profile_points": 400}})
