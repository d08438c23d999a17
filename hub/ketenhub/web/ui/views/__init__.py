"""View models: what a page shows, made from the recipient's own filtered view and nothing else."""
