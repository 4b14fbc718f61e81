import JSONCursor
import Ledger
package import Scheduling

extension StatusReport {
    /// What a round's requests cost so far.
    package struct Spent: Sendable, Hashable {
        package var spending: Spending
        /// By the prices in force; nil where there are none.
        package var cost: Double?
        /// Batch files that were sent and not collected.
        package var batchesOut: Int

        package var text: String {
            var text = "\(spending.requests) requests, \(spending.promptTokens) tokens read, \(spending.completionTokens) written"
            if let cost { text += ", cost \(Rounded.text(cost))" }
            if batchesOut > 0 { text += "; \(batchesOut) batch files out" }
            return text
        }

        func write(to writer: inout JSONWriter) {
            writer.beginObject()
            for (key, value) in [
                ("requests", spending.requests), ("prompt_tokens", spending.promptTokens),
                ("completion_tokens", spending.completionTokens), ("batches_out", batchesOut),
            ] as [(StaticString, Int)] {
                writer.key(key)
                writer.integer(value)
            }
            writer.key("cost")
            if cost.map({ (try? writer.double($0)) == nil }) ?? true { writer.null() }
            writer.endObject()
        }
    }
}
