"""Additions to all rules: the sources that a script imports as inputs, a log, and the group of the rules that draw."""

for each in list(workflow.rules):
    if not Path(each.snakefile).is_relative_to(PROJECT) or not each.script:
        continue  # a rule of a workflow that imports this one, or a target
    if "code" not in each.input.keys():  # once, also where a workflow imports this one twice
        script_file = Path(each.snakefile).parent / each.script
        # a rule without declared inputs has no modifier of their paths
        each.input_modifier = each.input_modifier or each.output_modifier
        each.set_input(code=[os.path.relpath(path) for path in sources_of_script(script_file, modules_of(each))])
    if not each.log:
        each.log_modifier = each.output_modifier
        each.set_log(f"results/logs/{each.name}.log")
    if each.name.startswith("draw_"):
        # a batch system gets many of these short jobs as one; local runs ignore groups
        each.group = "pictures"
