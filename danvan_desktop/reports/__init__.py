"""Which documents exist and what stands in them: texts are data, numbers come from the figures."""
