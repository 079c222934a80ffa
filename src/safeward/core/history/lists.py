"""Lists cut from one run of items, without a group-by."""

import numpy as np
import polars as pl


def lists(name: str, items: pl.Series, lengths: np.ndarray) -> pl.Series:
    """Cut a run of texts into lists of these lengths.

    Offsets go over as a Polars series: PyArrow would import pandas for an array.
    """
    import pyarrow as pa

    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    cut = pa.LargeListArray.from_arrays(pl.Series(ends).to_arrow(), items.to_arrow())
    return pl.Series(name, cut, dtype=pl.List(pl.String))
