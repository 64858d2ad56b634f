"""What the program knows of the Dutch language, each thing in one place.

`letters` folds text, `months` names the months. Nothing here knows of policies, questions or figures.
"""
