"""Record of the configuration of the tables and figures."""


rule record_configuration:
    output:
        "results/configuration.yaml",
    params:
        configuration=config,
    message:
        "Recording the configuration"
    script:
        "../scripts/record_configuration.py"
