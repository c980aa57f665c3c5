"""Plain data: what a learner's answer is turned into before anything judges it, and the bytes it travels in.

An answer is encoded where the learner's code ran and decoded where it is judged. Only values cross: numbers, text,
bytes, None, bool, list, tuple, set, dict, dates and times, pandas tables. An object with behaviour of its own (one
that claims to equal everything, say) either loses that behaviour or is refused.
"""

from cyberdiplomacy.plain.decoding import decode
from cyberdiplomacy.plain.encoding import encode
from cyberdiplomacy.plain.limits import MAX_BYTES, MAX_DEPTH, PlainError, Unfinished

__all__ = ["MAX_BYTES", "MAX_DEPTH", "PlainError", "Unfinished", "decode", "encode"]
