"""The engine that moves many replicas of a chain at once; it knows no subject.

In reading order: `simd` (vectors of replicas), `sine` and `periodic` (the sine, and other periodic functions, of such
vectors), `lanes` (how replicas are stored), `bond_forces` (V' of a bond), `bond_geometry` (how bonds and masses are
connected), `masses` (unequal ones), `end_baths` (what acts on the ends), `signed_swaps` (noise in the bulk),
`bond_moments` (averages of masses and bonds), `chain_records` (what kernels take), and `noisy_chain`, which puts them
together in double precision.  Rotors move in integers: `phases` (their angles and momenta), `phase_chain` (open
chains between baths), and `three_point_noise` (random numbers made in registers).

No kernel here is cached by numba, whose cache does not notice an edit of a function that a kernel calls from another
file; `core.compiled` keeps machine code on disk.
"""
