"""The engine that moves many replicas of a chain at once; it knows no subject.

In reading order: `simd` (vectors of eight replicas), `sine` and `radians` (sines of such vectors), `lanes` (how
replicas are stored), `bond_forces` (V' of a bond), `bond_geometry` (how bonds and masses are connected),
`signed_swaps` (noise in the bulk), `bond_moments` (averages of masses and bonds), and `noisy_chain`, which puts them
together.

No kernel is cached on disk: numba's cache does not notice an edit of a function that a kernel calls from another file.
"""
