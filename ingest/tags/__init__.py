"""Tags after the rules: what the encoder scores, people correct, and corrections teach."""
