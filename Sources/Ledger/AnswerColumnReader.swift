import GRDB
import Glibc
import Selection

/// Fills the columns, vectors, comparisons and groups of a table that a selection's expressions read.
struct AnswerColumnReader {
    let query: AnswerQuery
    let keys: AnswerKeys
    let facts: AnswerFacts
    /// The table's responses, by index into the facts.
    let order: PlanOrder
    let names: NameTable
    let database: Database

    private var columns: AnswerColumns { query.columns }

    func fill(_ answers: inout AnswerSet) throws {
        fillRewards(&answers.table)
        fillTexts(&answers.table)
        try fillOrigins(&answers.table)
        try fillReferences(&answers.table)
        try fillEmbeddings(&answers.table)
        for judge in columns.judges {
            answers.table.preferences[ColumnCatalogue.written(judge)] = try preferences(judge, answers)
        }
        if columns.names.contains(where: { $0.contains(":") }) || columns.groups.contains("tag") || columns.groups.contains("origin") {
            try fillPrompts(&answers)
        }
    }

    private func fillRewards(_ table: inout AnswerTable) {
        for (name, scores) in [(query.reward, facts.rewards)] + zip(query.furtherRewards, facts.furtherRewards) {
            let column = "r." + ColumnCatalogue.written(name)
            if columns.names.contains(column) { table.responseColumns[column] = inPlanOrder(scores) }
        }
    }

    private func fillTexts(_ table: inout AnswerTable) {
        let texts = facts.texts
        for (name, values) in [("chars", texts.characters), ("refusal", texts.refusals), ("truncated", texts.truncated)] {
            if columns.names.contains(name) { table.responseColumns[name] = inPlanOrder(values) }
        }
        guard columns.vectors.contains("text") else { return }
        var vectors = VectorTable(dimension: TextVector.dimension)
        for index in order.indices {
            let start = Int(index) * TextVector.dimension
            vectors.append(Array(texts.vectors[start..<start + TextVector.dimension]))
        }
        table.vectors["text"] = vectors
    }

    private func fillOrigins(_ table: inout AnswerTable) throws {
        guard columns.readsOrigin else { return }
        let rounds = try Row.fetchAll(
            database,
            sql: "SELECT round, policy, weight_version FROM round WHERE round <= ? ORDER BY round",
            arguments: [query.round]
        )
        // Of several rounds with the same weights the last one: what they wrote is no older than that.
        var writers: [[Int64]: Int] = [:]
        for row in rounds { writers[[row[1], row[2]]] = row[0] }
        let ages = zip(facts.origins.models, facts.origins.versions).map { model, version in
            writers[[model, version]].map { Double(query.round - $0) } ?? .nan
        }
        if columns.names.contains("on_policy") { table.responseColumns["on_policy"] = inPlanOrder(ages.map { $0 == 0 ? 1 : 0 }) }
        if columns.names.contains("age") { table.responseColumns["age"] = inPlanOrder(ages) }
        guard columns.groups.contains("source") else { return }
        var groups: [Int64: Int32] = [:]
        table.responseGroups["source"] = order.indices.map { index in
            let model = facts.origins.models[Int(index)]
            let group = groups[model] ?? Int32(groups.count)
            groups[model] = group
            return group
        }
    }

    private func fillReferences(_ table: inout AnswerTable) throws {
        let all = "rho." + ColumnCatalogue.allReferences
        let wanted = columns.references.filter {
            columns.names.contains("rho." + ColumnCatalogue.written($0)) || columns.names.contains(all)
        }
        guard !wanted.isEmpty else { return }
        var sums: [[Double]] = []
        for model in wanted {
            let values = try logprobs(under: model)
            let column = "rho." + ColumnCatalogue.written(model)
            if columns.names.contains(column), column != all { table.responseColumns[column] = values }
            sums.append(values)
        }
        guard columns.names.contains(all) else { return }
        table.responseColumns[all] = order.indices.indices.map { response in Self.combined(sums.map { $0[response] }) }
    }

    /// -log of the mean of exp(-rho_k): the log-probability under (sum_k (1/K) / ref_k)^-1 (Le et al., Multi-Reference Preference
    /// Optimization for Large Language Models, arXiv 2405.16388). The smallest is taken out, so that no exponential overflows.
    private static func combined(_ sums: [Double]) -> Double {
        guard !sums.contains(where: \.isNaN), let least = sums.min() else { return .nan }
        let inverse: Double = sums.reduce(0) { $0 + exp(least - $1) }
        return least - log(inverse / Double(sums.count))
    }

    /// In plan order, NaN where there is none: under a model that stays as it is.
    private func logprobs(under model: String) throws -> [Double] {
        let rows = try RowReader(
            """
            SELECT l.response_id, l.sum FROM response r JOIN logprob l ON l.response_id = r.id AND l.model = ? AND l.weight_version = ?
                AND l.source IN (\(LogprobSource.given.key), \(LogprobSource.imported.key))
            WHERE r.round = ? AND r.phase = ? ORDER BY l.response_id, l.source
            """,
            database,
            [names.find(model, database) ?? -1, names.find("", database) ?? -1, query.round, keys.phase]
        )
        var known: [Int64: Double] = [:]
        while try rows.next() { known[rows.integer(0)] = known[rows.integer(0)] ?? rows.double(1) }
        return order.indices.map { known[facts.ids[Int($0)]] ?? .nan }
    }

    private func fillEmbeddings(_ table: inout AnswerTable) throws {
        guard columns.vectors.contains("embedding") else { return }
        let rows = try RowReader(
            """
            SELECT e.response_id, e.vector FROM response r JOIN embedding e ON e.response_id = r.id AND e.model = ?
            WHERE r.round = ? AND r.phase = ?
            """,
            database,
            [names.find(columns.embeddingModel, database) ?? -1, query.round, keys.phase]
        )
        var known: [Int64: [Float]] = [:]
        while try rows.next() {
            let bytes = rows.bytes(1)
            known[rows.integer(0)] = (0..<bytes.count / 4).map { place in
                Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place * 4, as: UInt32.self)))
            }
        }
        var vectors = VectorTable(dimension: known.values.first?.count ?? 1)
        for index in order.indices { vectors.append(known[facts.ids[Int(index)]]) }
        table.vectors["embedding"] = vectors
    }

    /// A matrix a prompt, in the order of its usable responses.
    private func preferences(_ judge: String, _ answers: AnswerSet) throws -> PreferenceTable {
        let rows = try RowReader(
            """
            SELECT c.prompt_id, c.first_id, c.second_id, c.share FROM round_prompt rp
            JOIN comparison c ON c.name = ? AND c.prompt_id = rp.prompt_id WHERE rp.round = ? AND rp.phase = ?
            """,
            database,
            [names.find(judge, database) ?? -1, query.round, keys.phase]
        )
        var shares: [Int64: [(first: Int64, second: Int64, share: Double)]] = [:]
        while try rows.next() {
            shares[rows.integer(0), default: []].append((rows.integer(1), rows.integer(2), rows.double(3)))
        }
        var table = PreferenceTable()
        for prompt in answers.prompts.indices {
            let ids = answers.table.answers(of: prompt).map { answers.responseIDs[$0] }
            var matrix = [Double](repeating: .nan, count: ids.count * ids.count)
            for comparison in shares[answers.prompts[prompt].id] ?? [] {
                guard let first = ids.firstIndex(of: comparison.first), let second = ids.firstIndex(of: comparison.second) else { continue }
                matrix[first * ids.count + second] = comparison.share
                matrix[second * ids.count + first] = 1 - comparison.share
            }
            table.append(matrix, responses: ids.count)
        }
        return table
    }

    private func fillPrompts(_ answers: inout AnswerSet) throws {
        let reader = PromptFacts(database: database)
        let facts = try answers.prompts.map { try reader.facts(of: $0.id) }
        for name in columns.names where name.hasPrefix("tag:") {
            let tag = name.dropFirst("tag:".count)
            answers.table.promptColumns[name] = facts.map { $0.tags.contains { ColumnCatalogue.written($0) == tag } ? 1 : 0 }
        }
        for name in columns.names where name.hasPrefix("meta:") {
            let key = String(name.dropFirst("meta:".count))
            answers.table.promptColumns[name] = facts.map { $0.number(key) }
        }
        if columns.groups.contains("tag") { answers.table.promptGroups["tag"] = Self.groups(facts.map { $0.tags.sorted() }) }
        if columns.groups.contains("origin") { answers.table.promptGroups["origin"] = Self.groups(facts.map { ["\($0.origin)"] }) }
    }

    /// Numbers in the order of first appearance.
    private static func groups(_ labels: [[String]]) -> [Int32] {
        var known: [[String]: Int32] = [:]
        return labels.map { label in
            let group = known[label] ?? Int32(known.count)
            known[label] = group
            return group
        }
    }

    private func inPlanOrder(_ values: [Double]) -> [Double] {
        order.indices.map { values[Int($0)] }
    }
}
