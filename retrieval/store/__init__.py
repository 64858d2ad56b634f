"""The index on disk, read side.

An index is a folder of generations and a `CURRENT` file that names the one in
use (`layout`). A generation holds the vectors (`vectors`: Chroma), the words
(`retrieval.keyword`), the passages themselves (`passages`: SQLite) and a
manifest. `reader` opens one generation as a whole. Writing is `ingest.keep.index`.
"""

from retrieval.store.reader import IndexReader
from retrieval.store.vectors import Where

__all__ = ["IndexReader", "Where"]
