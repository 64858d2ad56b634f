"""The Streamlit pages and what they share. Thin: read, call, show."""
