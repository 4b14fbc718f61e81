import JSONCursor

/// Reads prompts from several sources, one after another, as `PromptReader` does from one. A prompt that stands in several belongs to the first.
/// Blocks while it reads.
package struct PromptSources {
    private let sources: [PromptSource]
    private let system: String?
    private let maxCharacters: Int?

    /// - Parameters:
    ///   - system: The system message of prompts that have none.
    ///   - maxCharacters: The most Unicode scalars of all turns together.
    package init(_ sources: [PromptSource], system: String? = nil, maxCharacters: Int? = nil) {
        self.sources = sources
        self.system = system
        self.maxCharacters = maxCharacters
    }

    /// Hands every prompt to `body` with its origin, in the sources' order. Returns what became of each source's prompts.
    @discardableResult
    package func read(_ body: (PromptRecord, PromptOrigin) throws -> Void) throws -> [PromptSummary] {
        var firstSource: [PromptKey: Int] = [:]
        var summaries: [PromptSummary] = []
        for (index, source) in sources.enumerated() {
            var summary = PromptSummary()
            let origin = PromptOrigin(source: index, weight: source.weight)
            func take(_ fields: PromptFields) throws {
                let prompt = try fields.record(system: system, tags: source.tags)
                if let maxCharacters, prompt.characters > maxCharacters {
                    summary.tooLong += 1
                    return
                }
                let key = PromptKey(prompt)
                if let first = firstSource[key] {
                    summary.duplicates += 1
                    if first != index { summary.inEarlierSources += 1 }
                    return
                }
                firstSource[key] = index
                summary.kept += 1
                if prompt.externalID == nil { summary.withoutID += 1 }
                try body(prompt, origin)
            }
            summary.read = try RecordReader(path: source.path, split: source.split).forEach { bytes, place in
                var fields = PromptFields(columns: source.columns, isRow: !place.isLine)
                try JSONCursor.read(bytes) { cursor in try cursor.object { try fields.take($0, &$1) } }
                try take(fields)
            } text: { line, _ in
                try take(PromptFields(text: line))
            }
            summaries.append(summary)
        }
        return summaries
    }
}

extension PromptRecord {
    fileprivate var characters: Int {
        messages.reduce(0) { $0 + $1.content.unicodeScalars.count }
    }
}
