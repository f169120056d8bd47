"""Training of the encoder's weights; the product itself needs none of this."""
