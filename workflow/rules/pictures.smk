"""Pictures of all subjects, one rule for each subject in PICTURES: its tables -> PNG and PDF."""

for subject, drawn in PICTURES.items():
    # drawn: name of a picture -> its title, names of its tables and, if it is not called `name`, its module
    titles = {name: shows for name, (shows, *_) in drawn.items()}
    wanted = VALIDATION_TARGETS if CATEGORIES[subject] == VALIDATION else TARGETS
    wanted += picture_files(subject, drawn)

    rule:
        name:
            f"draw_{subject}"
        input:
            **TABLES_BEHIND[subject],
        output:
            **pictures(subject, titles),
        params:
            pictures={
                name: (f"{HOMES[subject]}.figures.{home[0] if home else name}", tables)
                for name, (_, tables, *home) in drawn.items()
            },
        message:
            f"Drawing: {', '.join(titles.values())}"
        script:
            "../scripts/draw.py"
