/// What selections choose: several pairs of a prompt, columns of their own, and responses one by one.
extension Schema {
    static let version7 = """
        DROP VIEW v_pair;
        CREATE TABLE pair_of_prompts (
            selection INTEGER NOT NULL REFERENCES selection, prompt_id INTEGER NOT NULL, position INTEGER NOT NULL,
            number INTEGER NOT NULL, chosen_id INTEGER NOT NULL, rejected_id INTEGER NOT NULL, chosen_reward REAL, rejected_reward REAL,
            explicit_margin REAL NOT NULL, implicit_margin REAL, score REAL NOT NULL, rank INTEGER NOT NULL, kept INTEGER NOT NULL,
            flipped INTEGER NOT NULL, reason INTEGER REFERENCES name, PRIMARY KEY (selection, position, number)) STRICT, WITHOUT ROWID;
        INSERT INTO pair_of_prompts
            SELECT selection, prompt_id, position, 0, chosen_id, rejected_id, NULL, NULL, explicit_margin, implicit_margin, score, rank,
                kept, 0, reason FROM pair;
        DROP TABLE pair;
        ALTER TABLE pair_of_prompts RENAME TO pair;

        CREATE TABLE pair_value (
            selection INTEGER NOT NULL REFERENCES selection, position INTEGER NOT NULL, number INTEGER NOT NULL,
            name INTEGER NOT NULL REFERENCES name, value REAL NOT NULL,
            PRIMARY KEY (selection, position, number, name)) STRICT, WITHOUT ROWID;

        CREATE TABLE choice (
            selection INTEGER NOT NULL REFERENCES selection, prompt_id INTEGER NOT NULL, position INTEGER NOT NULL,
            score REAL NOT NULL, rank INTEGER NOT NULL, kept INTEGER NOT NULL, reason INTEGER REFERENCES name,
            PRIMARY KEY (selection, position)) STRICT, WITHOUT ROWID;

        CREATE TABLE member (
            selection INTEGER NOT NULL REFERENCES selection, position INTEGER NOT NULL, response_id INTEGER NOT NULL,
            reward REAL NOT NULL, accepted INTEGER, weight REAL, rank INTEGER NOT NULL,
            PRIMARY KEY (selection, position, response_id)) STRICT, WITHOUT ROWID;

        ALTER TABLE prompt ADD COLUMN origin INTEGER;
        """

    static let views7 = """
        CREATE VIEW v_pair AS
        SELECT s.round, phase.text AS phase, s.name AS selection, q.position, q.number, p.external_id, p.messages,
            chosen.sample AS chosen_sample, rejected.sample AS rejected_sample, chosen.text AS chosen, rejected.text AS rejected,
            q.explicit_margin, q.implicit_margin, q.score, q.rank, q.kept, q.flipped, reason.text AS reason,
            q.prompt_id, q.chosen_id, q.rejected_id
        FROM pair q
        JOIN selection s ON s.id = q.selection
        JOIN name phase ON phase.id = s.phase
        JOIN prompt p ON p.id = q.prompt_id
        JOIN response chosen ON chosen.id = q.chosen_id
        JOIN response rejected ON rejected.id = q.rejected_id
        LEFT JOIN name reason ON reason.id = q.reason;

        CREATE VIEW v_pair_value AS
        SELECT s.round, phase.text AS phase, s.name AS selection, v.position, v.number, name.text AS name, v.value
        FROM pair_value v
        JOIN selection s ON s.id = v.selection
        JOIN name phase ON phase.id = s.phase
        JOIN name ON name.id = v.name;

        CREATE VIEW v_member AS
        SELECT s.round, phase.text AS phase, s.name AS selection, m.position, p.external_id, p.messages, r.sample, r.text, m.reward,
            m.accepted, m.weight, m.rank, c.score AS prompt_score, c.rank AS prompt_rank, c.kept, reason.text AS reason, m.response_id
        FROM member m
        JOIN choice c ON c.selection = m.selection AND c.position = m.position
        JOIN selection s ON s.id = m.selection
        JOIN name phase ON phase.id = s.phase
        JOIN response r ON r.id = m.response_id
        JOIN prompt p ON p.id = c.prompt_id
        LEFT JOIN name reason ON reason.id = c.reason;
        """
}
