"""Make the linkage model that ships: blend hand-set weights with a synthetic state.

Run as ``python scripts/train_linkage.py``; writes ``linkage/models/default.json`` from
``linkage/models/priors.json``. The numbers of neither are of real people.
"""
