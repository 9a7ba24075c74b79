"""Accuracy on benchmark data kept outside the project, and speed on pages made here.

`python -m benchmarks [BENCH]` prints one table an area: our figure, the best peer's, the goal.
Ours are measured by this very run; those of peers stand in `peers.toml` with source and conditions.
"""
