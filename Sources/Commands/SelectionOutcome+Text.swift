import JSONCursor
import Orchestrator

extension SelectionOutcome {
    /// For people.
    var text: String {
        var lines = ["selection \(record.name) of round \(record.round): kept \(kept) of \(pairs.count) pairs, \(candidates) candidates"]
        let reasons = promptReasons.map { "\($0.0) \($0.1)" }
        if !reasons.isEmpty { lines.append("  prompts without a kept pair: \(reasons.joined(separator: ", "))") }
        let left = responses.reasons.map { "\($0.reason) \($0.count)" }
        lines.append(
            "  responses: \(responses.usable) usable of \(responses.planned)" + (left.isEmpty ? "" : "; \(left.joined(separator: ", "))")
        )
        lines += explanation.lines
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
        writer.integer(pairs.count + unpaired.count)
        writer.key("paired")
        writer.integer(pairs.count)
        writer.key("kept")
        writer.integer(kept)
        writer.key("reasons")
        writer.beginObject()
        for (reason, count) in promptReasons {
            writer.key(reason)
            writer.integer(count)
        }
        writer.endObject()
        writer.endObject()
        writer.key("candidates")
        writer.integer(candidates)
        writer.key("responses")
        writer.beginObject()
        writer.key("planned")
        writer.integer(responses.planned)
        writer.key("usable")
        writer.integer(responses.usable)
        writer.key("reasons")
        writer.beginObject()
        for (reason, count) in responses.reasons {
            writer.key(reason)
            writer.integer(count)
        }
        writer.endObject()
        writer.endObject()
        writer.key("explanation")
        SelectionJSON.explanation(explanation, &writer)
        writer.key("warnings")
        writer.beginArray()
        for warning in warnings { writer.string(warning) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Prompts that bring no kept pair, by reason; with the kept ones they are all that were planned.
    private var promptReasons: [(String, Int)] {
        var counts: [String: Int] = [:]
        for prompt in unpaired { counts[prompt.reason, default: 0] += 1 }
        let notKept = pairs.count - kept
        if notKept > 0 { counts["not_kept"] = notKept }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
