"""A bewijsstuk: an answer as a file, with its sources, checks and hashes, that can be checked again later.

The JSON form holds everything; the PDF form shows the same and carries the JSON
inside. Checking needs no index and no network: the hashes are computed again,
the quotes looked up in the passages, and the checker is run once more. A hash
shows that a file is whole, not who made it: it is no signature.
"""

from retrieval.proof.pdf import render_pdf
from retrieval.proof.record import Evidence, make_evidence, parse_evidence, render_json
from retrieval.proof.verify import ProofCheck, Verification, render_verification, verify

__all__ = [
    "Evidence",
    "ProofCheck",
    "Verification",
    "make_evidence",
    "parse_evidence",
    "render_json",
    "render_pdf",
    "render_verification",
    "verify",
]
