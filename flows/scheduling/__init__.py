"""Prefect, and nowhere else: tracked runs, deployments with their forms, `serve` and its server."""
