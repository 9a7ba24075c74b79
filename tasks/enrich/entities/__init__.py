"""Names in articles: `recognition` finds them, `resolution` says what each stands for."""
