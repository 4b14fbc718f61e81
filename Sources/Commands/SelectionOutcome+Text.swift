import JSONCursor
import Orchestrator
import Selection

extension SelectionOutcome {
    /// For people.
    var text: String {
        var lines: [String] = []
        let title = "selection \(record.name) of round \(record.round)"
        if let balance {
            lines.append(
                "\(title): kept the answers of \(kept) of \(choices.count) prompts, \(balance.accepted) accepted and \(balance.rejected) rejected"
            )
            if let weights = balance.weights {
                lines.append("  weights for KTO: desirable \(weights.desirable), undesirable \(weights.undesirable)")
            }
        } else {
            lines.append("\(title): kept \(kept) of \(pairs.count) pairs, \(candidates) candidates")
        }
        let reasons = promptReasons.map { "\($0.reason) \($0.count)" }
        let what = balance == nil ? "without a kept pair" : "that are not kept"
        if !reasons.isEmpty { lines.append("  prompts \(what): \(reasons.joined(separator: ", "))") }
        let left = responses.reasons.map { "\($0.reason) \($0.count)" }
        lines.append(
            "  responses: \(responses.usable) usable of \(responses.planned)" + (left.isEmpty ? "" : "; \(left.joined(separator: ", "))")
        )
        if let explanation { lines += explanation.lines }
        if let diagnostics { lines += diagnostics.lines }
        lines += warnings.map { "  warning: \($0)" }
        return lines.joined(separator: "\n")
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("round")
        writer.integer(record.round)
        writer.key("selection")
        writer.string(record.name)
        writer.key("prompts")
        writer.beginObject()
        writer.key("planned")
        writer.integer(promptCounts.chosen + unpaired.count)
        writer.key("paired")
        writer.integer(promptCounts.chosen)
        writer.key("kept")
        writer.integer(promptCounts.kept)
        Self.counts("reasons", promptReasons, &writer)
        writer.endObject()
        if let balance {
            SelectionJSON.balance(balance, &writer)
        } else {
            writer.key("pairs")
            writer.integer(pairs.count)
            writer.key("kept")
            writer.integer(kept)
            writer.key("candidates")
            writer.integer(candidates)
        }
        writer.key("responses")
        writer.beginObject()
        writer.key("planned")
        writer.integer(responses.planned)
        writer.key("usable")
        writer.integer(responses.usable)
        Self.counts("reasons", responses.reasons, &writer)
        writer.endObject()
        if let explanation {
            writer.key("explanation")
            SelectionJSON.explanation(explanation, &writer)
        }
        if let diagnostics {
            writer.key("diagnostics")
            SelectionJSON.diagnostics(diagnostics, &writer)
        }
        writer.key("warnings")
        writer.beginArray()
        for warning in warnings { writer.string(warning) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func counts(_ key: String, _ counts: [(reason: String, count: Int)], _ writer: inout JSONWriter) {
        writer.key(key)
        writer.beginObject()
        for (reason, count) in counts {
            writer.key(reason)
            writer.integer(count)
        }
        writer.endObject()
    }
}
