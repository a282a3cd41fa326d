"""The configuration that the tables and figures belong to."""


rule record_configuration:
    input:
        code=code("study.disk.files"),
    output:
        "results/configuration.yaml",
    log:
        "results/logs/record_configuration.log",
    conda:
        "../../environment.yml"
    params:
        configuration=config,
    message:
        "Recording the configuration"
    script:
        "../scripts/record_configuration.py"
