"""The trained encoder and the learned weights of relevance; loads and runs them, trains nothing."""
