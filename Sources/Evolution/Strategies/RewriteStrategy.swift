/// One way to rewrite a prompt: an instruction to a rewriting model, with a place for the prompt.
package struct RewriteStrategy: Sendable, Hashable {
    /// Stands in a template for the text of the prompt to rewrite.
    package static let placeholder = "{prompt}"

    /// Recorded with every rewrite.
    package let name: String
    /// The instruction as it was written, with its placeholders.
    package let template: String
    /// The template between its placeholders: one more than there are placeholders.
    private let pieces: [String]

    /// A strategy of a user's own. Its template needs at least one `{prompt}`.
    package init(name: String, template: String) throws(EvolutionError) {
        guard RewriteStrategy.isName(name) else { throw .strategyName(name) }
        guard template.contains(where: { !$0.isWhitespace }) else { throw .emptyTemplate(strategy: name) }
        let pieces = RewriteStrategy.pieces(of: template)
        guard pieces.count > 1 else { throw .placeholderMissing(strategy: name) }
        self.name = name
        self.template = template
        self.pieces = pieces
    }

    /// A built-in one: its parts are known to be right.
    init(builtIn name: String, before: String, after: String) {
        self.name = name
        template = before + RewriteStrategy.placeholder + after
        pieces = [before, after]
    }

    /// What the rewriting model is asked, as one user message.
    ///
    /// Every placeholder becomes `parent`, the text of the last user message of the prompt to rewrite, as it is: a `{prompt}` inside
    /// it stays one.
    package func render(parent: String) -> String {
        pieces.joined(separator: parent)
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, 0x5f, 0x2d: true
                default: false
                }
            }
    }

    private static func pieces(of template: String) -> [String] {
        let wanted = Array(placeholder.utf8)
        let bytes = Array(template.utf8)
        var pieces: [String] = []
        var start = 0
        var position = 0
        while position + wanted.count <= bytes.count {
            if bytes[position..<position + wanted.count].elementsEqual(wanted) {
                pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
                position += wanted.count
                start = position
            } else {
                position += 1
            }
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }
}
