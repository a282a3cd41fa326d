"""The configuration that the tables and figures belong to."""


rule record_configuration:
    output:
        "results/configuration.yaml",
    params:
        configuration=config,
    message:
        "Recording the configuration"
    script:
        "../scripts/record_configuration.py"
