/// The second version of the tables: rewrites, trainings, evaluations and the checks of served weights.
extension Schema {
    static let version2 = """
        CREATE TABLE rewrite (
            round INTEGER NOT NULL, parent_id INTEGER NOT NULL REFERENCES prompt, strategy INTEGER NOT NULL REFERENCES name,
            attempt INTEGER NOT NULL, seed INTEGER NOT NULL, text TEXT NOT NULL, finish_reason INTEGER NOT NULL REFERENCES name,
            model INTEGER NOT NULL REFERENCES name, endpoint INTEGER NOT NULL REFERENCES name,
            weight_version INTEGER NOT NULL REFERENCES name, prompt_id INTEGER REFERENCES prompt,
            reason INTEGER REFERENCES name, PRIMARY KEY (round, parent_id, strategy, attempt)) STRICT, WITHOUT ROWID;

        ALTER TABLE round ADD COLUMN reference_version INTEGER REFERENCES name;
        ALTER TABLE training ADD COLUMN weight_version INTEGER REFERENCES name;

        CREATE TABLE strategy (name TEXT PRIMARY KEY, template TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE evaluation (
            round INTEGER NOT NULL, metric TEXT NOT NULL, value REAL NOT NULL, weight_version INTEGER NOT NULL REFERENCES name,
            evaluated_at REAL NOT NULL, PRIMARY KEY (round, metric)) STRICT, WITHOUT ROWID;

        CREATE TABLE weight_check (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, moment TEXT NOT NULL, role TEXT NOT NULL,
            endpoint INTEGER NOT NULL REFERENCES name, weight_version INTEGER NOT NULL REFERENCES name, responses INTEGER NOT NULL,
            noise REAL, difference REAL, change REAL, passed INTEGER NOT NULL, message TEXT NOT NULL,
            checked_at REAL NOT NULL) STRICT;

        CREATE TABLE export_source (
            export INTEGER NOT NULL REFERENCES export, position INTEGER NOT NULL,
            selection INTEGER NOT NULL REFERENCES selection, PRIMARY KEY (export, position)) STRICT, WITHOUT ROWID;
        INSERT INTO export_source SELECT id, 0, selection FROM export;
        """

    static let views2 = """
        CREATE VIEW v_prompt AS
        SELECT p.id, p.external_id, p.messages, p.parent_id, strategy.text AS strategy, p.born_round, model.text AS rewritten_by,
            reason.text AS reason
        FROM prompt p
        LEFT JOIN name strategy ON strategy.id = p.strategy
        LEFT JOIN name reason ON reason.id = p.reason
        LEFT JOIN rewrite w ON w.round = p.born_round AND w.parent_id = p.parent_id AND w.prompt_id = p.id
        LEFT JOIN name model ON model.id = w.model;

        CREATE VIEW v_rewrite AS
        SELECT w.round, w.parent_id, strategy.text AS strategy, w.attempt, w.seed, w.text, finish.text AS finish_reason,
            model.text AS model, endpoint.text AS endpoint, version.text AS weight_version, w.prompt_id, reason.text AS reason
        FROM rewrite w
        JOIN name strategy ON strategy.id = w.strategy
        JOIN name finish ON finish.id = w.finish_reason
        JOIN name model ON model.id = w.model
        JOIN name endpoint ON endpoint.id = w.endpoint
        JOIN name version ON version.id = w.weight_version
        LEFT JOIN name reason ON reason.id = w.reason;

        CREATE VIEW v_training AS
        SELECT t.round, t.attempt, t.command, datetime(t.started_at, 'unixepoch') AS started_at,
            datetime(t.finished_at, 'unixepoch') AS finished_at, t.exit_code, t.model_path, version.text AS weight_version
        FROM training t LEFT JOIN name version ON version.id = t.weight_version;

        CREATE VIEW v_weight_check AS
        SELECT c.id, c.round, c.moment, c.role, endpoint.text AS endpoint, version.text AS weight_version, c.responses, c.noise,
            c.difference, c.change, c.passed, c.message, datetime(c.checked_at, 'unixepoch') AS checked_at
        FROM weight_check c
        JOIN name endpoint ON endpoint.id = c.endpoint
        JOIN name version ON version.id = c.weight_version;

        DROP VIEW v_round;
        CREATE VIEW v_round AS
        SELECT r.round, policy.text AS policy, reference.text AS reference, version.text AS weight_version,
            coalesce(other.text, '') AS reference_version,
            datetime(r.started_at, 'unixepoch') AS started_at, datetime(r.closed_at, 'unixepoch') AS closed_at,
            (SELECT coalesce(sum(count), 0) FROM tally t WHERE t.round = r.round AND t.kind IN ('prompt', 'prompt:evolved')) AS prompts,
            (SELECT coalesce(sum(count), 0) FROM tally t
                WHERE t.round = r.round AND t.kind IN ('response', 'response:evolved')) AS responses,
            (SELECT coalesce(sum(count), 0) FROM tally t
                WHERE t.round = r.round AND t.kind IN ('pair_kept', 'pair_kept:evolved')) AS pairs_kept
        FROM round r
        JOIN name policy ON policy.id = r.policy
        LEFT JOIN name reference ON reference.id = r.reference
        JOIN name version ON version.id = r.weight_version
        LEFT JOIN name other ON other.id = r.reference_version;
        """
}
