"""The same answers for other programs: over HTTP, as tools for agents (MCP), and as LangChain tools."""
