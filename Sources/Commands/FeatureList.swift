import JSONCursor
import Ledger
import Selection
import Settings

/// The columns of expressions, and which of them a run can offer.
struct FeatureList {
    let report: FeatureReport

    init(ledger: Ledger, configuration: Configuration, round: Int) throws {
        var inventory = FactInventory()
        inventory.rewards = configuration.rewards.map(\.name)
        inventory.judges = configuration.rewards.filter { $0.judge?.mode == .pairwise }.map(\.name)
        let measured = try ledger.measured(round: round)
        inventory.hasPolicyLogprobs = measured.policy
        inventory.hasReferenceLogprobs = measured.reference
        inventory.implicitReward = Selection.ImplicitReward(rawValue: configuration.selection.implicitReward.rawValue) ?? .meanLogprob
        inventory.hasEmbeddings = measured.embeddings
        inventory.hasSeveralSources = measured.sources > 1
        inventory.hasAges = true
        inventory.references = try ledger.references(round: round)
        (inventory.tags, inventory.metadata) = try ledger.promptFields(round: round)
        report = FeatureReport(inventory: inventory)
    }

    func text(json: Bool) -> String { json ? self.json : text }

    private var text: String {
        var lines = ["columns this run can offer (docs/features.md):"]
        for entry in report.offered {
            lines.append("\(entry.names.joined(separator: " "))\t\(entry.feature.scope.rawValue)\t\(entry.feature.meaning)")
        }
        if !report.missing.isEmpty { lines += ["", "columns it cannot offer, and what they lack:"] }
        for entry in report.missing {
            lines.append("\(entry.feature.name)\t\(entry.lacks.map { $0.description }.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n")
    }

    private var json: String {
        var writer = JSONWriter()
        writer.beginArray()
        for entry in report.entries {
            writer.beginObject()
            field("feature", entry.feature.name, &writer)
            field("scope", entry.feature.scope.rawValue, &writer)
            field("formula", entry.feature.formula, &writer)
            field("meaning", entry.feature.meaning, &writer)
            list("names", entry.names, &writer)
            list("lacks", entry.lacks.map { $0.description }, &writer)
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func field(_ key: String, _ value: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.string(value)
    }

    private func list(_ key: String, _ values: [String], _ writer: inout JSONWriter) {
        writer.key(key)
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }
}
