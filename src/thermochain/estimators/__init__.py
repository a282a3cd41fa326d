"""What is measured: arrays in, frozen results with errors out."""
