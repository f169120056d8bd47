"""Who did something, in receipts and the audit log, where it was no person's account."""

COMMAND_LINE = "command line"
