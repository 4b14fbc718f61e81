/// What looking at the endpoints showed.
extension Schema {
    static let probe = """
        CREATE TABLE probe (
            id INTEGER PRIMARY KEY, at REAL NOT NULL, role TEXT NOT NULL, endpoint INTEGER NOT NULL REFERENCES name,
            check_name TEXT NOT NULL, verdict TEXT NOT NULL, message TEXT NOT NULL, remedy TEXT, value REAL, bound REAL) STRICT;

        CREATE VIEW v_probe AS
        SELECT p.id, datetime(p.at, 'unixepoch') AS at, p.role, endpoint.text AS endpoint, p.check_name, p.verdict, p.message, p.remedy,
            p.value, p.bound
        FROM probe p JOIN name endpoint ON endpoint.id = p.endpoint;
        """
}
