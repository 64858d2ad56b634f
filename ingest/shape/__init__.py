"""Blocks to sections, lists, tables, sentences and units."""
