import GRDB
import Inference

/// What judges said of pairs of responses, and the work of those that compare.
extension Ledger {
    /// What the judge `name` said of a phase's responses, by prompt, in the order of the samples.
    package func comparisons(round: Int, phase: Phase, name: String) throws -> [Int64: [ComparisonFact]] {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT c.prompt_id, c.first_id, c.second_id, c.shown_first, c.shown_second FROM round_prompt rp
                        JOIN comparison c ON c.name = :name AND c.prompt_id = rp.prompt_id
                        JOIN response one ON one.id = c.first_id AND one.round = rp.round AND one.phase = rp.phase
                        JOIN response two ON two.id = c.second_id
                        WHERE rp.round = :round AND rp.phase = :phase ORDER BY rp.position, one.sample, two.sample
                        """
                ),
                arguments: ["round": round, "phase": names.find(phase, database), "name": names.find(name, database)]
            )
            var found: [Int64: [ComparisonFact]] = [:]
            while let row = try rows.next() {
                let promptID: Int64 = row[0]
                found[promptID, default: []].append(
                    ComparisonFact(
                        promptID: promptID,
                        name: name,
                        firstID: row[1],
                        secondID: row[2],
                        shownFirst: row[3],
                        shownSecond: row[4]
                    )
                )
            }
            return found
        }
    }

    /// Prompts whose first response without the reward `name` has an id past `cursor`: with these responses, the ones that have the reward,
    /// and what is known of pairs of them. In the order of samples, so that what is asked does not depend on who was answered first.
    package func pendingComparisons(
        round: Int,
        name: String,
        withMetadata: Bool = false,
        annotatedOnly: Bool = false,
        after cursor: Int64,
        limit: Int
    ) throws -> WorkPage<RewardWork> {
        try read { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(sql: Self.pendingComparisonsQuery),
                arguments: [
                    "round": round, "cursor": cursor, "limit": limit, "name": names.find(name, database) ?? -1,
                    "stage": names.find("reward:\(name)", database) ?? -1, "metadata": withMetadata,
                    "annotated": annotatedOnly,
                ]
            )
            var page = WorkPage<RewardWork>(work: [], cursor: cursor, exhausted: rows.count < limit)
            for row in rows {
                page.cursor = row[0]
                let work = RewardWork(promptID: row[1], messages: try Message.decodeList(row[2]), responses: [], metadata: row[3])
                page.work.append(try Self.completed(work, beside: row[0], name: name, annotatedOnly: annotatedOnly, names, database))
            }
            return page
        }
    }

    /// The same work with what belongs to it: responses that are compared with its own, and what is known of pairs of them.
    ///
    /// Work without responses gets those of the phase that lack the reward.
    /// - Parameter response: One of the phase the work is of.
    static func completed(
        _ work: RewardWork,
        beside response: Int64,
        name: String,
        annotatedOnly: Bool,
        _ names: NameTable,
        _ database: Database
    ) throws -> RewardWork {
        var work = work
        let isGiven = !work.responses.isEmpty
        let own = Set(work.responses.map(\.id))
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: comparedResponsesQuery),
            arguments: [
                "response": response, "annotated": annotatedOnly, "name": names.find(name, database) ?? -1,
                "stage": names.find("reward:\(name)", database) ?? -1,
            ]
        )
        for row in rows {
            let found = RewardWork.Response(id: row[0], sample: row[1], text: row[2])
            if own.contains(found.id) { continue }
            if row[3] { work.others.append(found) } else if !isGiven { work.responses.append(found) }
        }
        let all = Set((work.responses + work.others).map(\.id))
        let known = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT first_id, second_id, shown_first, shown_second FROM comparison WHERE name = ? AND prompt_id = ? ORDER BY 1, 2"
            ),
            arguments: [names.find(name, database) ?? -1, work.promptID]
        )
        for row in known where all.contains(row[0]) && all.contains(row[1]) {
            work.known.append(
                ComparisonFact(
                    promptID: work.promptID,
                    name: name,
                    firstID: row[0],
                    secondID: row[1],
                    shownFirst: row[2],
                    shownSecond: row[3]
                )
            )
        }
        return work
    }

    /// SQL condition: the response under this alias lacks the reward, is not blank and was not given up.
    private static func lacks(_ alias: String) -> String {
        """
        \(hasText.replacing("r.text", with: alias + ".text")) AND \(mayBeRewarded(alias))
            AND NOT EXISTS (SELECT 1 FROM reward w WHERE w.response_id = \(alias).id AND w.name = :name)
            AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.response_id = \(alias).id AND f.stage = :stage AND f.gave_up = 1)
        """
    }

    private static let pendingComparisonsQuery = """
        SELECT r.id, r.prompt_id, p.messages, CASE WHEN :metadata THEN p.metadata END
        FROM response r JOIN prompt p ON p.id = r.prompt_id
        WHERE r.id > :cursor AND +r.round = :round AND \(lacks("r"))
            AND NOT EXISTS (SELECT 1 FROM response e
                WHERE e.round = r.round AND e.phase = r.phase AND e.prompt_id = r.prompt_id AND e.id < r.id AND \(lacks("e")))
        ORDER BY r.id LIMIT :limit
        """

    private static let comparedResponsesQuery = """
        SELECT r.id, r.sample, r.text, EXISTS (SELECT 1 FROM reward w WHERE w.response_id = r.id AND w.name = :name)
        FROM response x JOIN response r ON r.round = x.round AND r.phase = x.phase AND r.prompt_id = x.prompt_id
        WHERE x.id = :response AND \(hasText)
            AND (EXISTS (SELECT 1 FROM reward w WHERE w.response_id = r.id AND w.name = :name) OR \(mayBeRewarded("r")))
            AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.response_id = r.id AND f.stage = :stage AND f.gave_up = 1)
        ORDER BY r.sample
        """

    func store(_ fact: ComparisonFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        guard fact.shownFirst.isFinite, fact.shownSecond.isFinite else {
            throw LedgerError(.inconsistent, "a comparison that is not finite must not be recorded")
        }
        var row = try RowWriter(Self.insertComparison, database)
        try row.add(round)
        try row.add(fact.promptID)
        try row.add(names.key(fact.name, database))
        try row.add(fact.firstID)
        try row.add(fact.secondID)
        try row.add(fact.share)
        try row.add(fact.shownFirst)
        try row.add(fact.shownSecond)
        try row.write()
        tally.add("comparison", fact.name)
    }

    private static let insertComparison = """
        INSERT INTO comparison (round, prompt_id, name, first_id, second_id, share, shown_first, shown_second)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Replaces a reward that follows from comparisons after further ones were made. Where the phase was selected from, it stays:
    /// the pairs of that selection were measured with it.
    func revise(_ fact: RewardFact, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE reward SET score = :score, details = :details WHERE response_id = :response AND name = :name
                    AND NOT EXISTS (SELECT 1 FROM response r JOIN selection s ON s.round = r.round AND s.phase = r.phase WHERE r.id = :response)
                """
        )
        try statement.execute(arguments: [
            "score": fact.score, "details": fact.details.map(Self.withoutNUL), "response": fact.responseID,
            "name": names.key(fact.name, database),
        ])
    }
}
