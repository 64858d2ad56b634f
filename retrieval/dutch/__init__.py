"""What the program knows of the Dutch language, each thing in one place.

`letters` folds text, `months` names the months, `stems` brings the inflections of a word together. Nothing here knows
of policies, questions or figures.
"""
