"""The picture of the rules in docs/ shows the workflow as it is."""

import pytest

from workflow.rulegraph import PICTURE, boxes, dot_text, drawn

pytestmark = pytest.mark.workflow


def test_the_drawn_rules_are_those_of_the_workflow(graph):
    """Once this fails: make rulegraph, and look at the picture."""
    assert drawn(PICTURE.read_text(encoding="utf-8")) == graph


def test_a_new_rule_or_arrow_would_be_noticed(graph):
    rules, edges = graph
    assert len(rules) > 50
    assert ("simulate_green_kubo", "estimate_onsager") in edges
    assert ("estimate_onsager", "fit_coefficients") in edges
    assert drawn(PICTURE.read_text(encoding="utf-8")) != (rules | {"new"}, edges)
    assert drawn(PICTURE.read_text(encoding="utf-8")) != (rules, edges - {("estimate_onsager", "fit_coefficients")})


def test_only_rules_with_the_same_neighbours_share_a_box():
    edges = {("draw", "end"), ("a_1", "draw"), ("a_2", "draw"), ("a_3", "end"), ("b_1", "draw")}
    rules = {rule for pair in edges for rule in pair} | {"alone", "single"}
    shared = boxes(rules, edges, dashed={"a_2"})
    assert [len(box) for box in shared] == [1] * len(rules)  # a_2 is dashed, a_3 feeds another, b_1 is of another verb
    assert ["a_1", "a_2"] in boxes(rules, edges, dashed=set())
    assert '"a_1 a_2" -> "draw";' in dot_text(rules, edges, set())
