"""Collecting as it goes on: polls of feeds and sitemaps, pages asked for, state between runs."""
