"""Tools for agents: the real MCP client against the server, in memory and over stdio; LangChain tools."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters

from retrieval import PolicyAssistant
from retrieval.serve.mcp import mcp_server
from retrieval.serve.tools import langchain_tools

QUESTION = "Binnen hoeveel werkdagen reageert DSW op een aanvraag?"
ROOT = Path(__file__).resolve().parents[3]
TOOLS = {"ask", "search", "deadlines", "check"}


async def test_an_agent_finds_and_calls_the_tools(serving: PolicyAssistant) -> None:
    async with Client(mcp_server(serving)) as client:
        listed = (await client.list_tools()).tools
        answer = (await client.call_tool("ask", {"question": QUESTION, "today": "2026-11-22"})).structured_content
        found = (await client.call_tool("search", {"question": QUESTION, "k": 1})).structured_content
        due = (await client.call_tool("deadlines", {"insurer": "dsw"})).structured_content
        passage = {"n": 1, "text": "DSW reageert binnen 10 werkdagen op een aanvraag."}
        given = {"text": "DSW reageert binnen 12 werkdagen [1].", "passages": [passage]}
        judged = (await client.call_tool("check", given)).structured_content
    assert {tool.name for tool in listed} == TOOLS
    assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in listed)
    assert answer
    assert "10 werkdagen" in answer["text"]
    assert answer["verified"] is True
    assert found
    assert "10 werkdagen" in found["result"][0]["text"]
    assert due
    assert "2026-11-14" in {deadline["value"] for deadline in due["result"]}
    assert judged
    assert judged["checks"][0]["verdict"] == "contradicted"


async def test_what_cannot_be_asked_is_an_error_of_the_tool(serving: PolicyAssistant) -> None:
    async with Client(mcp_server(serving)) as client:
        result = await client.call_tool("search", {"question": "x", "k": 0})
    assert result.is_error


async def test_the_command_speaks_over_stdio(serving: PolicyAssistant) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "retrieval", "serve-mcp", "--index", str(serving.reader.index)],
        cwd=str(ROOT),
        env=dict(os.environ),
    )
    async with Client(command) as client:
        answer = (await client.call_tool("ask", {"question": QUESTION, "today": "2026-11-22"})).structured_content
    assert answer
    assert "10 werkdagen" in answer["text"]


def test_langchain_tools_give_the_same(serving: PolicyAssistant) -> None:
    tools = {tool.name: tool for tool in langchain_tools(serving)}
    assert set(tools) == TOOLS
    assert "10 werkdagen" in json.loads(tools["ask"].invoke({"question": QUESTION}))["text"]
    assert len(json.loads(tools["search"].invoke({"question": QUESTION, "k": 1}))) == 1
    assert json.loads(tools["deadlines"].invoke({"insurer": "dsw"}))[0]["insurer"] == "DSW"
    given = {"text": "Binnen 12 werkdagen [1].", "passages": [{"n": 1, "text": "Reactie binnen 10 werkdagen."}]}
    assert json.loads(tools["check"].invoke(given))["ok"] is False
