"""What a page is: a document model, the layouts, PDF, DOCX and spreadsheets. Knows nothing of petitions."""
