"""How good are the answers, what do they cost, and did they get better? `python -m eval`."""
