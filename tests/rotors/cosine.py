"""The potential of rotors as one of any other kind, whose chains and rings move in double precision."""

import numpy as np

from thermochain.rotors.potential import Potential

COSINE = Potential("cosine", 2.0 * np.pi, (1.0, -1.0), (0.0, 0.0))
