"""An exported training set on disk, and the rows it was made from."""
import json
import os
import shlex
from pathlib import Path

from consumers.expected import Expected

# Files of a training set's folder that hold no rows.
NO_ROWS = {"dataset_info.json", "manifest.json"}


class Export:
    """The folder of one format."""

    def __init__(self, format, folder, expected_path):
        self.format = format
        self.folder = Path(folder)
        with open(expected_path, encoding="utf-8") as file:
            self.expected = Expected(json.load(file), format)

    @property
    def files(self):
        """Files with rows: train, then validation, then test."""
        order = {"train": 0, "valid": 1, "validation": 1, "test": 2}
        found = [
            path
            for path in sorted(self.folder.rglob("*"))
            if path.suffix in {".jsonl", ".json", ".parquet"}
            and path.name not in NO_ROWS
            and not path.name.endswith(".manifest.json")
        ]
        if not found:
            raise AssertionError(f"no .jsonl, .json or .parquet file in {self.folder.name}/")
        return sorted(found, key=lambda path: order.get(path.stem.split("-")[0], 0))

    @property
    def file(self):
        """The only file with rows: consumers are given the set unsplit."""
        if len(self.files) != 1:
            raise AssertionError(f"{self.folder.name}/ holds {len(self.files)} files with rows: export it without a split")
        return self.files[0]

    @property
    def kind(self):
        """What `datasets.load_dataset` calls the files' format."""
        return "parquet" if self.files[0].suffix == ".parquet" else "json"

    def load(self):
        """All rows as one `datasets.Dataset`."""
        import datasets

        return datasets.load_dataset(self.kind, data_files=[os.fspath(path) for path in self.files], split="train")

    def command(self, name, program):
        """The arguments after `program` in a command line written beside the rows; None where there is no such file."""
        path = self.folder / name
        if not path.exists():
            return None
        words = shlex.split(path.read_text(encoding="utf-8").replace("\\\n", " "), comments=True)
        return words[words.index(program) + 1:]

    def settings(self, name):
        """A settings file in YAML written beside the rows; None where there is none."""
        import yaml

        path = self.folder / name
        return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None

    def row_count(self):
        """Of all files, which on the Hub may have columns of their own each."""
        import datasets

        return sum(datasets.load_dataset(self.kind, data_files=os.fspath(path), split="train").num_rows for path in self.files)
