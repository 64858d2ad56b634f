"""What only the pages need: safe HTML, their wording, tables, rows, exports, conversation."""
