"""Files in files: archives and mails taken apart, locked ones opened."""
