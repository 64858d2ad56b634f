"""Trains the relevance model and its weights from the policies and questions in `eval/training`."""
