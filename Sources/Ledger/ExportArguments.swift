import GRDB

/// The integer keys an export's statements are asked with: `reward`, `policy`, `policy_version`, `reference`, `reference_version`.
struct ExportArguments {
    private let keys: [String: Int64?]

    init(_ query: ExportQuery, _ names: NameTable, _ database: Database) throws {
        func key(_ name: String?) throws -> Int64? {
            try name.flatMap { try names.find($0, database) }
        }
        keys = [
            "reward": try key(query.reward), "policy": try key(query.policy?.name), "policy_version": try key(query.policy?.version),
            "reference": try key(query.reference?.name), "reference_version": try key(query.reference?.version),
        ]
    }

    /// These and one more.
    func with(_ name: String, _ value: Int64) -> StatementArguments {
        var all = keys
        all[name] = value
        return StatementArguments(all.mapValues { $0 as (any DatabaseValueConvertible)? })
    }

    /// The same without `reward`.
    func withoutReward(with name: String, _ value: Int64) -> StatementArguments {
        var all = keys
        all.removeValue(forKey: "reward")
        all[name] = value
        return StatementArguments(all.mapValues { $0 as (any DatabaseValueConvertible)? })
    }
}
