"""What every rule shares: the sources that its numbers depend on, found from the imports of its script, are inputs."""

for each in list(workflow.rules):
    if (
        each.script
        and "code" not in each.input.keys()
        and Path(each.snakefile).is_relative_to(PROJECT)
    ):
        script_file = Path(each.snakefile).parent / each.script
        # a rule without inputs of its own has no modifier of their paths
        each.input_modifier = each.input_modifier or each.output_modifier
        each.set_input(
            code=[
                os.path.relpath(path)
                for path in sources_of_script(script_file, modules_of(each))
            ]
        )
