"""A seeded jurisdiction with known truth, for trying and testing everything else.

Everybody in it is invented. No stage of the pipeline may import this package: the truth
and the makers of errors stay here.
"""

from safeward.core.synthetic.jurisdiction import generate
from safeward.core.synthetic.types import Jurisdiction
from safeward.core.synthetic.writing import write

__all__ = ["Jurisdiction", "generate", "write"]
