"""The billiard under the energy exchange: collisions through a hole, the three statements of Li, driven chains."""
