"""Files in, index and bookkeeping out."""
