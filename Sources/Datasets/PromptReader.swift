/// Reads prompts from JSON Lines, a JSON array or plain text (one prompt a line), one at a time.
///
/// Exact duplicates (equal messages) and prompts that are too long are left out and counted; everything else that is
/// wrong is a `DatasetError` with its line. Blocks while it reads.
package struct PromptReader {
    private let path: String
    private let system: String?
    private let maxCharacters: Int?

    /// - Parameters:
    ///   - system: The system message of prompts that have none.
    ///   - maxCharacters: The most Unicode scalars of all turns together.
    package init(path: String, system: String? = nil, maxCharacters: Int? = nil) {
        self.path = path
        self.system = system
        self.maxCharacters = maxCharacters
    }

    /// Hands every prompt to `body`, in the file's order. Holds one prompt and 16 bytes for each one seen.
    @discardableResult
    package func read(_ body: (PromptRecord) throws -> Void) throws -> PromptSummary {
        var summary = PromptSummary()
        var seen: Set<PromptKey> = []
        func take(_ fields: PromptFields) throws {
            let prompt = try fields.record(system: system)
            if let maxCharacters, prompt.characters > maxCharacters {
                summary.tooLong += 1
            } else if !seen.insert(PromptKey(prompt)).inserted {
                summary.duplicates += 1
            } else {
                summary.kept += 1
                if prompt.externalID == nil { summary.withoutID += 1 }
                try body(prompt)
            }
        }
        summary.read = try RecordReader(path: path).forEach { cursor in
            var fields = PromptFields()
            try cursor.object { try fields.take($0, &$1) }
            try take(fields)
        } text: { line in
            try take(PromptFields(text: line))
        }
        return summary
    }
}

extension PromptRecord {
    fileprivate var characters: Int {
        messages.reduce(0) { $0 + $1.content.unicodeScalars.count }
    }
}
