/// What stands beside the rewards: comparisons of two responses, vectors of responses, and which responses were chosen to be annotated.
///
/// A comparison holds the probability that `first_id` is better, when it is shown first and when it is shown second; `share` is the mean.
/// A vector is 32-bit floats, little-endian. An annotation is a decision that later stages keep to.
extension Schema {
    static let comparison = """
        CREATE TABLE comparison (
            round INTEGER NOT NULL, prompt_id INTEGER NOT NULL, name INTEGER NOT NULL REFERENCES name, first_id INTEGER NOT NULL,
            second_id INTEGER NOT NULL, share REAL NOT NULL, shown_first REAL NOT NULL, shown_second REAL NOT NULL,
            PRIMARY KEY (name, prompt_id, first_id, second_id)) STRICT, WITHOUT ROWID;

        CREATE TABLE embedding (
            response_id INTEGER NOT NULL, model INTEGER NOT NULL REFERENCES name, dimension INTEGER NOT NULL, vector BLOB NOT NULL,
            PRIMARY KEY (response_id, model)) STRICT, WITHOUT ROWID;

        CREATE TABLE annotation (
            round INTEGER NOT NULL, phase INTEGER NOT NULL REFERENCES name, response_id INTEGER NOT NULL, chosen INTEGER NOT NULL,
            reason INTEGER NOT NULL REFERENCES name, PRIMARY KEY (response_id)) STRICT, WITHOUT ROWID;

        CREATE VIEW v_comparison AS
        SELECT c.round, phase.text AS phase, c.prompt_id, name.text AS name, c.first_id, c.second_id, one.sample AS first_sample,
            two.sample AS second_sample, c.share, abs(c.shown_first - c.shown_second) AS inconsistency, c.shown_first, c.shown_second
        FROM comparison c
        JOIN name ON name.id = c.name
        JOIN response one ON one.id = c.first_id
        JOIN response two ON two.id = c.second_id
        JOIN name phase ON phase.id = one.phase;

        CREATE VIEW v_embedding AS
        SELECT r.round, phase.text AS phase, r.prompt_id, r.sample, e.response_id, model.text AS model, e.dimension, e.vector
        FROM embedding e
        JOIN response r ON r.id = e.response_id
        JOIN name phase ON phase.id = r.phase
        JOIN name model ON model.id = e.model;

        CREATE VIEW v_annotation AS
        SELECT a.round, phase.text AS phase, r.prompt_id, r.sample, a.response_id, a.chosen, reason.text AS reason
        FROM annotation a
        JOIN response r ON r.id = a.response_id
        JOIN name phase ON phase.id = a.phase
        JOIN name reason ON reason.id = a.reason;
        """
}
