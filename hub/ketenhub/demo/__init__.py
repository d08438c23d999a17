"""An invented region on one machine: start everything, play the scenario, say where to look."""
