"""The commands: each with the module that has it, which is imported when it is called."""

from __future__ import annotations

COMMANDS = {
    "batch": "issue_normalizer.cli.batch",
    "check": "issue_normalizer.cli.check",
    "convert": "issue_normalizer.cli.convert",
    "explain": "issue_normalizer.cli.info",
    "learn": "issue_normalizer.cli.learn",
    "formats": "issue_normalizer.cli.info",
    "schema": "issue_normalizer.cli.info",
}
