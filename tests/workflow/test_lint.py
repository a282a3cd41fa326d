"""Snakemake's own linter finds nothing but what the workflow leaves out on purpose."""

import pytest

from workflow.lint import LEFT_OUT, findings, linter_report

pytestmark = pytest.mark.workflow

REPORT = f"""Lints for snakefile rules/a.smk:
    * Absolute path "/data" in line 3:
      Do not define
      absolute paths.

Lints for rule b (line 2, rules/a.smk):
    * {LEFT_OUT[0]}:
      This way
"""


def test_the_linter_finds_nothing_else():
    report = linter_report()
    assert LEFT_OUT[0] in report  # it has looked at the rules
    assert findings(report) == []


def test_every_other_finding_is_kept_with_its_place():
    assert findings(REPORT) == ['snakefile rules/a.smk: Absolute path "/data" in line 3: Do not define absolute paths.']
    assert findings("Congratulations, your workflow is in a good condition!") == []
