/// The fourth version of the tables: batches of requests that a provider answers from a file, and which work each holds.
///
/// Where a batch stands follows from its row: written (no `file_id`), uploaded (no `batch_id`), running (no `collected_at`), collected.
/// `status` and the counts are the provider's own words, as last heard. An item without an outcome in a batch that is not collected is out
/// for answering; the names of outcomes are those of `BatchOutcome`.
extension Schema {
    static let version4 = """
        CREATE TABLE batch (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, stage INTEGER NOT NULL REFERENCES name,
            model INTEGER NOT NULL REFERENCES name, endpoint INTEGER NOT NULL REFERENCES name, path TEXT NOT NULL,
            lines INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, left_out TEXT NOT NULL, planned_at REAL NOT NULL,
            file_id TEXT, batch_id TEXT, created_at REAL, status TEXT, completed INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0, output_file_id TEXT, error_file_id TEXT, prompt_tokens INTEGER NOT NULL DEFAULT 0,
            completion_tokens INTEGER NOT NULL DEFAULT 0, error TEXT, collected_at REAL) STRICT;

        CREATE TABLE batch_item (
            batch INTEGER NOT NULL REFERENCES batch, position INTEGER NOT NULL, custom_id TEXT NOT NULL, lines INTEGER NOT NULL,
            prompt_id INTEGER NOT NULL, subjects TEXT NOT NULL, attempt INTEGER NOT NULL, outcome INTEGER REFERENCES name,
            PRIMARY KEY (batch, position), UNIQUE (batch, custom_id)) STRICT, WITHOUT ROWID;

        CREATE VIEW v_batch AS
        SELECT b.id, b.round, stage.text AS stage, model.text AS model, endpoint.text AS endpoint, b.path, b.lines, b.bytes, b.sha256,
            datetime(b.planned_at, 'unixepoch') AS planned_at, b.file_id, b.batch_id,
            datetime(b.created_at, 'unixepoch') AS created_at, b.status, b.completed, b.failed, b.prompt_tokens, b.completion_tokens,
            b.error, datetime(b.collected_at, 'unixepoch') AS collected_at
        FROM batch b
        JOIN name stage ON stage.id = b.stage
        JOIN name model ON model.id = b.model
        JOIN name endpoint ON endpoint.id = b.endpoint;

        CREATE VIEW v_batch_item AS
        SELECT i.batch, i.position, i.custom_id, i.lines, i.prompt_id, i.subjects, i.attempt, outcome.text AS outcome
        FROM batch_item i LEFT JOIN name outcome ON outcome.id = i.outcome;
        """
}
