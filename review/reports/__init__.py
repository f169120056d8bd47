"""Reports: one review as HTML, DOCX, PDF and XLSX, and the contract itself annotated."""
