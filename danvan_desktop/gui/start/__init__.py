"""Before the desk: first run, unlocking, locking."""
