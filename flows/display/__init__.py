"""What a person sees in the terminal: tables, summaries, an article with its marks."""
