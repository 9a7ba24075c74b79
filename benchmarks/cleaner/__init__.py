"""Training of the cleaner's block model, and its cross-validation by site."""
