/// The first version of the ledger's tables. A later version is a further migration beside this one, never an edit of it.
///
/// Names (models, endpoints, contracts, phases, reasons …) are integer keys of `name`; the views show them as text.
/// Rounds count from 1, samples from 0, token ids are 32-bit little-endian integers, times are seconds since 1970.
enum Schema {
    static let version1 = """
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE run (
            id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, seed INTEGER NOT NULL,
            created_at REAL NOT NULL, created_by TEXT NOT NULL) STRICT;

        CREATE TABLE configuration (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, yaml TEXT NOT NULL, hash TEXT NOT NULL,
            folder TEXT NOT NULL, recorded_at REAL NOT NULL) STRICT;

        CREATE TABLE round (
            round INTEGER PRIMARY KEY, policy INTEGER NOT NULL REFERENCES name, reference INTEGER REFERENCES name,
            weight_version INTEGER NOT NULL REFERENCES name, first_response INTEGER NOT NULL,
            started_at REAL NOT NULL, closed_at REAL) STRICT;

        CREATE TABLE prompt (
            id INTEGER PRIMARY KEY, content_hash TEXT NOT NULL UNIQUE, messages TEXT NOT NULL, external_id TEXT, metadata TEXT,
            parent_id INTEGER REFERENCES prompt, strategy INTEGER REFERENCES name, born_round INTEGER NOT NULL,
            reason INTEGER REFERENCES name) STRICT;

        CREATE TABLE prompt_tokens (
            prompt_id INTEGER NOT NULL REFERENCES prompt, model INTEGER NOT NULL REFERENCES name,
            template_hash TEXT NOT NULL, ids BLOB NOT NULL, PRIMARY KEY (prompt_id, model)) STRICT;

        CREATE TABLE round_prompt (
            round INTEGER NOT NULL, phase INTEGER NOT NULL REFERENCES name, position INTEGER NOT NULL,
            prompt_id INTEGER NOT NULL REFERENCES prompt, weight REAL, reason INTEGER REFERENCES name,
            PRIMARY KEY (round, phase, position), UNIQUE (round, phase, prompt_id)) STRICT, WITHOUT ROWID;

        CREATE TABLE response (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, phase INTEGER NOT NULL, prompt_id INTEGER NOT NULL,
            sample INTEGER NOT NULL, seed INTEGER, text TEXT NOT NULL, token_ids BLOB, prefix_tokens INTEGER, tokens INTEGER,
            finish_reason INTEGER NOT NULL, model INTEGER NOT NULL, endpoint INTEGER NOT NULL, weight_version INTEGER NOT NULL,
            latency_ms REAL, UNIQUE (round, phase, prompt_id, sample)) STRICT;

        CREATE TABLE logprob (
            round INTEGER NOT NULL, response_id INTEGER NOT NULL, model INTEGER NOT NULL, weight_version INTEGER NOT NULL,
            source INTEGER NOT NULL, mode INTEGER NOT NULL, sum REAL NOT NULL, tokens INTEGER NOT NULL,
            PRIMARY KEY (response_id, model, weight_version, source)) STRICT, WITHOUT ROWID;

        CREATE TABLE logprob_tokens (
            response_id INTEGER NOT NULL, model INTEGER NOT NULL, weight_version INTEGER NOT NULL, source INTEGER NOT NULL,
            logprobs BLOB NOT NULL, PRIMARY KEY (response_id, model, weight_version, source)) STRICT, WITHOUT ROWID;

        CREATE TABLE reward (
            round INTEGER NOT NULL, response_id INTEGER NOT NULL, name INTEGER NOT NULL, model INTEGER NOT NULL,
            contract INTEGER NOT NULL, score REAL NOT NULL, details TEXT, PRIMARY KEY (response_id, name)) STRICT, WITHOUT ROWID;

        CREATE TABLE selection (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, phase INTEGER NOT NULL, name TEXT NOT NULL,
            spec TEXT NOT NULL, statistics TEXT NOT NULL, UNIQUE (round, phase, name)) STRICT;

        CREATE TABLE pair (
            selection INTEGER NOT NULL REFERENCES selection, prompt_id INTEGER NOT NULL, position INTEGER NOT NULL,
            chosen_id INTEGER NOT NULL, rejected_id INTEGER NOT NULL, explicit_margin REAL NOT NULL, implicit_margin REAL,
            score REAL NOT NULL, rank INTEGER NOT NULL, kept INTEGER NOT NULL, reason INTEGER REFERENCES name,
            PRIMARY KEY (selection, position)) STRICT, WITHOUT ROWID;

        CREATE TABLE unpaired (
            selection INTEGER NOT NULL REFERENCES selection, position INTEGER NOT NULL, prompt_id INTEGER NOT NULL,
            reason INTEGER NOT NULL REFERENCES name, PRIMARY KEY (selection, position)) STRICT, WITHOUT ROWID;

        CREATE TABLE export (
            id INTEGER PRIMARY KEY, selection INTEGER NOT NULL REFERENCES selection, format TEXT NOT NULL, path TEXT NOT NULL,
            columns TEXT NOT NULL, rows INTEGER NOT NULL, sha256 TEXT NOT NULL, exported_at REAL NOT NULL,
            UNIQUE (selection, format, path)) STRICT;

        CREATE TABLE training (
            round INTEGER NOT NULL, attempt INTEGER NOT NULL, command TEXT NOT NULL, started_at REAL NOT NULL, finished_at REAL,
            exit_code INTEGER, model_path TEXT, PRIMARY KEY (round, attempt)) STRICT, WITHOUT ROWID;

        CREATE TABLE failure (
            id INTEGER PRIMARY KEY, round INTEGER NOT NULL, stage INTEGER NOT NULL, prompt_id INTEGER NOT NULL, sample INTEGER,
            response_id INTEGER, model INTEGER NOT NULL, attempts INTEGER NOT NULL, gave_up INTEGER NOT NULL,
            reason INTEGER NOT NULL, error TEXT NOT NULL) STRICT;
        CREATE INDEX failure_of_prompt ON failure (round, stage, prompt_id, sample);
        CREATE INDEX failure_of_response ON failure (response_id, stage) WHERE response_id IS NOT NULL;

        CREATE TABLE event (
            id INTEGER PRIMARY KEY, at REAL NOT NULL, round INTEGER, kind TEXT NOT NULL, message TEXT NOT NULL) STRICT;

        CREATE TABLE tally (
            round INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (round, kind, reason)) STRICT, WITHOUT ROWID;
        """

    static let views1 = """
        CREATE VIEW v_response AS
        SELECT r.id, r.round, phase.text AS phase, rp.position, r.prompt_id, p.external_id, p.messages, r.sample, r.seed, r.text,
            r.tokens, finish.text AS finish_reason, model.text AS model, endpoint.text AS endpoint,
            version.text AS weight_version, r.latency_ms
        FROM response r
        JOIN prompt p ON p.id = r.prompt_id
        JOIN name phase ON phase.id = r.phase
        JOIN name finish ON finish.id = r.finish_reason
        JOIN name model ON model.id = r.model
        JOIN name endpoint ON endpoint.id = r.endpoint
        JOIN name version ON version.id = r.weight_version
        LEFT JOIN round_prompt rp ON rp.round = r.round AND rp.phase = r.phase AND rp.prompt_id = r.prompt_id;

        CREATE VIEW v_reward AS
        SELECT w.round, w.response_id, name.text AS name, model.text AS model, contract.text AS contract, w.score, w.details
        FROM reward w
        JOIN name ON name.id = w.name
        JOIN name model ON model.id = w.model
        JOIN name contract ON contract.id = w.contract;

        CREATE VIEW v_logprob AS
        SELECT l.round, l.response_id, model.text AS model, version.text AS weight_version, source.text AS source,
            mode.text AS mode, l.sum, l.tokens
        FROM logprob l
        JOIN name model ON model.id = l.model
        JOIN name version ON version.id = l.weight_version
        JOIN name source ON source.id = l.source
        JOIN name mode ON mode.id = l.mode;

        CREATE VIEW v_pair AS
        SELECT s.round, phase.text AS phase, s.name AS selection, q.position, p.external_id, p.messages,
            chosen.sample AS chosen_sample, rejected.sample AS rejected_sample, chosen.text AS chosen, rejected.text AS rejected,
            q.explicit_margin, q.implicit_margin, q.score, q.rank, q.kept, reason.text AS reason,
            q.prompt_id, q.chosen_id, q.rejected_id
        FROM pair q
        JOIN selection s ON s.id = q.selection
        JOIN name phase ON phase.id = s.phase
        JOIN prompt p ON p.id = q.prompt_id
        JOIN response chosen ON chosen.id = q.chosen_id
        JOIN response rejected ON rejected.id = q.rejected_id
        LEFT JOIN name reason ON reason.id = q.reason;

        CREATE VIEW v_failure AS
        SELECT f.id, f.round, stage.text AS stage, f.prompt_id, f.sample, f.response_id, model.text AS model,
            f.attempts, f.gave_up, reason.text AS reason, f.error
        FROM failure f
        JOIN name stage ON stage.id = f.stage
        JOIN name model ON model.id = f.model
        JOIN name reason ON reason.id = f.reason;

        CREATE VIEW v_round AS
        SELECT r.round, policy.text AS policy, reference.text AS reference, version.text AS weight_version,
            datetime(r.started_at, 'unixepoch') AS started_at, datetime(r.closed_at, 'unixepoch') AS closed_at,
            (SELECT count(*) FROM round_prompt rp WHERE rp.round = r.round) AS prompts,
            (SELECT coalesce(sum(count), 0) FROM tally t WHERE t.round = r.round AND t.kind = 'response') AS responses,
            (SELECT coalesce(sum(count), 0) FROM tally t WHERE t.round = r.round AND t.kind = 'pair_kept') AS pairs_kept
        FROM round r
        JOIN name policy ON policy.id = r.policy
        LEFT JOIN name reference ON reference.id = r.reference
        JOIN name version ON version.id = r.weight_version;
        """
}
