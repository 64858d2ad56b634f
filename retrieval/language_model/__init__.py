"""A language model as a second writer, behind the same checker as the extractive one."""
