"""Use cases between the faces and the rest: what the window can do, a command can do through the same function."""
