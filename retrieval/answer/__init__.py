"""Retrieved units to an answer in Dutch, extractively: every claim is a source's own words.

`find` ranks the units of some policies; `write` turns what was found into a
draft. What the checker makes of it is the pipeline's business.
"""

from retrieval.answer.writer import Looked, Writer

__all__ = ["Looked", "Writer"]
