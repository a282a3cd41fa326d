"""Pictures of all subjects, one rule for each subject in PICTURES: its tables -> PNG and PDF."""

for subject, drawn in PICTURES.items():
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
                name: (f"{HOMES[subject]}.figures.{(*home, name)[0]}", tables)
                for name, (_, tables, *home) in drawn.items()
            },
        message:
            f"Drawing: {', '.join(titles.values())}"
        script:
            "../scripts/draw.py"
