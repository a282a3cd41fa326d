"""What rules share: sources that a script imports are inputs of its rule, and pictures are drawn in one group of jobs."""

for each in list(workflow.rules):
    if not Path(each.snakefile).is_relative_to(PROJECT):
        continue  # of a workflow that imports this one
    if each.script and "code" not in each.input.keys():
        script_file = Path(each.snakefile).parent / each.script
        # a rule without inputs of its own has no modifier of their paths
        each.input_modifier = each.input_modifier or each.output_modifier
        each.set_input(
            code=[
                os.path.relpath(path)
                for path in sources_of_script(script_file, modules_of(each))
            ]
        )
    if each.name.startswith("draw_"):
        # a batch system gets many of these short jobs as one; where this is not one, groups mean nothing
        each.group = "pictures"
