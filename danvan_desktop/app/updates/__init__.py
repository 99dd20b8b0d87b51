"""Updates by stick: the program itself, and the dated tables it works by. Window and commands call the same."""
