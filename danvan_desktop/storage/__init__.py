"""The only SQL of the program: journal, views, vault, search, queries, backup."""
