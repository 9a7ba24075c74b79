"""One module a command of `dateline`: what it prints, and nothing of what it does."""
