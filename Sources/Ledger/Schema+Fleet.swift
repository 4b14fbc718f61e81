/// What requests cost, and how long selfplay has worked on the run.
extension Schema {
    static let version3 = """
        CREATE TABLE spend (
            round INTEGER NOT NULL, stage INTEGER NOT NULL REFERENCES name, model INTEGER NOT NULL REFERENCES name,
            endpoint INTEGER NOT NULL REFERENCES name, batch INTEGER NOT NULL, requests INTEGER NOT NULL,
            prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
            PRIMARY KEY (round, stage, model, endpoint, batch)) STRICT, WITHOUT ROWID;

        CREATE TABLE session (id INTEGER PRIMARY KEY, started_at REAL NOT NULL, seconds REAL NOT NULL) STRICT;
        """

    static let views3 = """
        CREATE VIEW v_spend AS
        SELECT s.round, stage.text AS stage, model.text AS model, endpoint.text AS endpoint, s.batch, s.requests,
            s.prompt_tokens, s.completion_tokens
        FROM spend s
        JOIN name stage ON stage.id = s.stage
        JOIN name model ON model.id = s.model
        JOIN name endpoint ON endpoint.id = s.endpoint;
        """
}
