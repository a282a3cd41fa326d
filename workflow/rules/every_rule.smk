"""What every rule shares: the sources that its numbers depend on, found from the imports of its script, are inputs."""


def modules_of(each):
    """Modules that the script of a rule loads by name: a simulation, or the pictures that it draws."""
    parameters = dict(each.params.items())
    if "kind" in parameters:
        home, name = parameters["kind"].split(":")
        return [home, getattr(import_module(home), name).SIMULATION]
    return [home for home, _ in parameters.get("pictures", {}).values()]


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
