"""Makes the Windows folder and setup on a Linux machine: `make windows`."""
