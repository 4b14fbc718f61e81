import GRDB

/// What a selection reads of a round's responses, a column a fact, in ascending order of their ids: 48 bytes a response.
///
/// Every table is read once, from front to back in the order it lies in the file, and laid beside the others by response id: at a million
/// responses that costs a fraction of looking each fact up by its key, and no page is read twice.
struct AnswerFacts {
    /// Ascending.
    private(set) var ids: [Int64] = []
    private(set) var promptIDs: [Int64] = []
    private(set) var samples: [Int32] = []
    /// Of the log-prob's sum under the policy, else the response's own; 0 where neither is known.
    private(set) var tokens: [Int32] = []
    /// Whether the response is blank or, where that counts, cut off at the token limit.
    private(set) var faults: [Fault] = []
    /// Equal for equal texts.
    private(set) var digests: [UInt64] = []
    /// NaN where there is none, here and below: SQLite stores no NaN.
    private(set) var rewards: [Double] = []
    private(set) var policyLogprobs: [Double] = []
    private(set) var referenceLogprobs: [Double] = []

    /// What makes a response unusable by itself.
    enum Fault: UInt8 {
        case none
        case empty
        case truncated
    }

    var count: Int { ids.count }

    /// Whether the response has all a selection needs.
    func isUsable(_ index: Int, _ query: AnswerQuery) -> Bool {
        faults[index] == .none && !rewards[index].isNaN
            && (query.policy == nil || !policyLogprobs[index].isNaN)
            && (query.reference == nil || !referenceLogprobs[index].isNaN)
    }

    /// - Parameter keys: the integer keys of the query's names.
    init(_ query: AnswerQuery, _ keys: AnswerKeys, _ database: Database) throws {
        guard let range = try Self.range(query, keys, database) else { return }
        try readResponses(query, keys, range, database)
        rewards = [Double](repeating: .nan, count: ids.count)
        policyLogprobs = query.policy == nil ? [] : rewards
        referenceLogprobs = query.reference == nil ? [] : rewards
        try readRewards(keys, range, database)
        if query.policy != nil {
            try readLogprobs(query, keys.policy, keys.version, range, database) { index, sum, count in
                policyLogprobs[index] = sum
                tokens[index] = count
            }
        }
        if query.reference != nil {
            try readLogprobs(query, keys.reference, keys.referenceVersion, range, database) { index, sum, _ in
                referenceLogprobs[index] = sum
            }
        }
    }

    /// Between which ids the round's responses stand, nil where it has none.
    ///
    /// Others may stand between them: those of other phases, and in earlier rounds, which may get responses late, those of later ones.
    private static func range(_ query: AnswerQuery, _ keys: AnswerKeys, _ database: Database) throws -> ClosedRange<Int64>? {
        let row = try RowReader(
            "SELECT first_response, (SELECT max(id) FROM response), (SELECT max(round) FROM round) FROM round WHERE round = ?",
            database,
            [query.round]
        )
        if try row.next(), row.integer(2) == query.round {
            let (first, last) = (row.integer(0), row.integer(1))
            return first <= last ? first...last : nil
        }
        let ends = try RowReader(
            "SELECT min(id), max(id) FROM response WHERE round = ? AND phase = ?",
            database,
            [query.round, keys.phase]
        )
        guard try ends.next(), !ends.isNull(0) else { return nil }
        return ends.integer(0)...ends.integer(1)
    }

    private mutating func readResponses(
        _ query: AnswerQuery,
        _ keys: AnswerKeys,
        _ range: ClosedRange<Int64>,
        _ database: Database
    ) throws {
        let digest = TextDigest()
        // `+` keeps SQLite from finding the rows by the index of rounds, in whose order they lie all over the file.
        let rows = try RowReader(
            """
            SELECT id, prompt_id, sample, text, tokens, finish_reason FROM response
            WHERE id BETWEEN ? AND ? AND +round = ? AND +phase = ? ORDER BY id
            """,
            database,
            [range.lowerBound, range.upperBound, query.round, keys.phase]
        )
        while try rows.next() {
            let text = rows.bytes(3)
            let isTruncated = query.excludesTruncated && rows.integer(5) == ReservedName.length.rawValue
            ids.append(rows.integer(0))
            promptIDs.append(rows.integer(1))
            samples.append(Int32(truncatingIfNeeded: rows.integer(2)))
            tokens.append(Int32(truncatingIfNeeded: rows.integer(4)))
            faults.append(TextDigest.hasText(text) ? isTruncated ? .truncated : .none : .empty)
            digests.append(digest.digest(text))
        }
    }

    private mutating func readRewards(_ keys: AnswerKeys, _ range: ClosedRange<Int64>, _ database: Database) throws {
        let rows = try RowReader(
            "SELECT response_id, score FROM reward WHERE response_id BETWEEN ? AND ? AND name = ? ORDER BY response_id",
            database,
            [range.lowerBound, range.upperBound, keys.reward]
        )
        var index = 0
        while try rows.next() {
            guard advance(&index, to: rows.integer(0)) else { continue }
            rewards[index] = rows.double(1)
        }
    }

    /// Calls `body` for the log-prob that counts of every response: a measured one goes before an imported one.
    private func readLogprobs(
        _ query: AnswerQuery,
        _ model: Int64,
        _ version: Int64,
        _ range: ClosedRange<Int64>,
        _ database: Database,
        _ body: (_ index: Int, _ sum: Double, _ tokens: Int32) -> Void
    ) throws {
        let sources = query.sources.map { String($0.key) }.joined(separator: ", ")
        let rows = try RowReader(
            """
            SELECT response_id, sum, tokens FROM logprob
            WHERE response_id BETWEEN ? AND ? AND model = ? AND weight_version = ? AND source IN (\(sources))
            ORDER BY response_id, model, weight_version, source
            """,
            database,
            [range.lowerBound, range.upperBound, model, version]
        )
        var index = 0
        var previous: Int64 = .min
        while try rows.next() {
            let response = rows.integer(0)
            guard response != previous, advance(&index, to: response) else { continue }
            previous = response
            body(index, rows.double(1), Int32(truncatingIfNeeded: rows.integer(2)))
        }
    }

    /// Moves `index` on to the response of that id; false where it is none of these.
    private func advance(_ index: inout Int, to id: Int64) -> Bool {
        while index < ids.count, ids[index] < id { index += 1 }
        return index < ids.count && ids[index] == id
    }
}
