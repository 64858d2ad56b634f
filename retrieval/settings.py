"""Settings from the environment (`INKOOPWIJZER_*`) or a `.env` file; a default for each.

Documented in README.md ("Settings"); a test compares the two.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """All settings, read once per process by `settings()`."""

    model_config = SettingsConfigDict(env_prefix="INKOOPWIJZER_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Field(PROJECT_ROOT / "corpus", description="folder with the policies and the data files")
    index: Path = Field(PROJECT_ROOT / ".index", description="folder of the default index")
    embedding: str = Field("bundled", description="`bundled`, or `sentence-transformers:<hub name or folder>`")
    reranker: str | None = Field(None, description="cross-encoder: a sentence-transformers hub name or folder")
    chroma_url: str | None = Field(None, description="address of a Chroma server instead of the local folder")
    cache: Path = Field(Path.home() / ".cache" / "inkoopwijzer", description="folder for computed embeddings")
    llm: str | None = Field(None, description="`provider:model`; empty: extractive answers")
    llm_base_url: str | None = Field(None, description="address of an OpenAI-compatible server")
    llm_api_key: SecretStr | None = Field(None, description="key of the provider; never logged or shown")
    llm_temperature: float = Field(0.0, ge=0, le=2, description="temperature of the language model")
    llm_timeout: float = Field(30.0, gt=0, description="seconds an answer of the model may take in all")
    llm_retries: int = Field(1, ge=0, le=5, description="new tries after a fault of the server")
    llm_context: int = Field(4096, ge=512, description="context size of the model, in tokens")
    llm_structured: Literal["auto", "on", "off"] = Field(
        "auto", description="answers as JSON; `auto`: when the model is known to offer it"
    )
    llm_cache: bool = Field(default=False, description="prompt caching of Anthropic; see docs/language-model.md")
    llm_price_in: float | None = Field(None, ge=0, description="price of a million tokens sent, for the costs shown")
    llm_price_out: float | None = Field(None, ge=0, description="price of a million tokens written")
    read_seconds: int = Field(120, ge=1, description="seconds of computing that reading one file may take")
    read_megabytes: int = Field(1500, ge=100, description="memory that reading one file may take")
    api_key: SecretStr | None = Field(None, description="key that callers of the HTTP API must give")
    api_per_minute: int = Field(60, gt=0, description="calls a minute from one address to the HTTP API")
    api_at_once: int = Field(8, gt=0, description="calls that the HTTP API answers at once")
    api_bytes: int = Field(1_000_000, gt=0, description="largest request to the HTTP API")
    uploads: bool = Field(default=True, description="whether the page offers upload and removal of documents")
    upload_megabytes: int = Field(25, gt=0, description="largest file that may be uploaded")
    feedback: Path = Field(PROJECT_ROOT / ".index" / "feedback.sqlite", description="where thumbs and remarks are kept")
    memory: Path = Field(PROJECT_ROOT / ".index" / "memory.sqlite", description="what is remembered per reader")
    login: bool = Field(default=False, description="sign-in through Streamlit's OIDC settings")
    login_allow: str = Field("", description="addresses or @domains that may sign in, separated by commas")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("WARNING", description="detail of the log")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable has a value that cannot be used.

    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "INKOOPWIJZER_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"De instelling {name} heeft een waarde die niet kan: {first['msg']}. "
            "Pas haar aan in de omgeving of in .env; zie 'Settings' in README.md."
        ) from error
