"""alignment-handbook: `apply_chat_template` for DPO and reward models, which SimPO's scripts use too."""
import sys
import types
from importlib import metadata

# The package's own __init__ downloads an evaluation set and wants an old huggingface_hub; its templates need none of that.
sys.modules["alignment"] = types.ModuleType("alignment")
sys.modules["alignment"].__path__ = [str(metadata.distribution("alignment-handbook").locate_file("alignment"))]

from consumers.expected import answer, render, same  # noqa: E402
from consumers.tiny import tokenizer  # noqa: E402


def version():
    return f"alignment-handbook {metadata.version('alignment-handbook')}"


def conversations(export):
    from alignment.data import apply_chat_template

    pairs = export.expected.pairs()

    def rendered(task, *columns):
        rows = [apply_chat_template(dict(row), tokenizer(), task, auto_insert_empty_system_msg=False) for row in export.load()]
        return [tuple(row[column] for column in columns) for row in rows]

    same(
        rendered("dpo", "text_prompt", "text_chosen", "text_rejected"),
        [(render(pair.prompt), render([answer(pair.chosen)]), render([answer(pair.rejected)])) for pair in pairs],
        "rendered prompt and sides",
    )
    same(
        rendered("rm", "text_chosen", "text_rejected"),
        [(render(pair.prompt + [answer(pair.chosen)]), render(pair.prompt + [answer(pair.rejected)])) for pair in pairs],
        "rendered conversations",
    )
    return ["rendered prompt and sides (DPO)", "rendered conversations (reward model)"]


FORMATS = ("alignment_handbook", "simpo", "map", "sppo", "distilabel", "trl_implicit")
CHECKS = {format + suffix: conversations for format in FORMATS for suffix in ("", "-parquet")}
