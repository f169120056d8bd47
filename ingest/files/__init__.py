"""Files before they are parsed: in a folder, their kind, their encoding, a name that misleads."""
