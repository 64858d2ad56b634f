"""Policies into an index: files are read, recognised, cut into units and written as a generation."""
