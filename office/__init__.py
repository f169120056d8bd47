"""Office files as all rooms meet them: packages, WordprocessingML, tracked changes, LibreOffice."""
