"""Networks of oscillators: the examples of Eckmann and Zabey, weak anharmonicity, search."""
