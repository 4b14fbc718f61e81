/// Labels that models put before a rewritten prompt: `Rewritten prompt:`, `#Rewritten Prompt#`, `**New question:**`.
enum AnswerLabel {
    private static let adjectives: [String] = ["rewritten", "new", "evolved", "revised", "created"]
    private static let nouns: [String] = ["prompt", "question", "instruction", "task"]

    /// What follows a label at the start of `text`, or nil where there is no label, or nothing after it.
    ///
    /// A label stands on a line of its own, with a colon or a mark of a heading or of emphasis; or, if it names a prompt, before a colon in the first line.
    static func textAfterLabel(of text: Substring) -> Substring? {
        let opening = text.prefix(while: isMark)
        var rest = text.dropFirst(opening.count).drop { $0 == " " }
        guard let name = name(at: rest) else { return nil }
        rest = rest.dropFirst(name.count)
        let closing = rest.prefix(while: isMark)
        rest = rest.dropFirst(closing.count).drop { $0 == " " }
        let hasColon = rest.first == ":" || rest.first == "："
        if hasColon { rest = rest.dropFirst() }
        let emphasis = opening.prefix { $0 != "#" }
        if closing.isEmpty, !emphasis.isEmpty, rest.hasPrefix(emphasis) { rest = rest.dropFirst(emphasis.count) }
        rest = rest.drop { $0 == " " || $0 == "\t" }
        guard let next = rest.first else { return nil }
        if next.isNewline { return hasColon || !opening.isEmpty ? rest : nil }
        return hasColon && name.hasSuffix("prompt") ? rest : nil
    }

    /// Whether a line is nothing but a heading such as `#Rewritten Prompt#` or `## Given prompt:`.
    static func isHeading(_ line: Substring) -> Bool {
        guard line.first == "#" else { return false }
        let words = line.lowercased().split { $0 == "#" || $0 == "*" || $0 == ":" || $0.isWhitespace }
        guard words.count == 2, nouns.contains(String(words[1])) else { return false }
        return words[0] == "given" || words[0] == "original" || adjectives.contains(String(words[0]))
    }

    private static func name(at text: Substring) -> String? {
        let start = text.prefix(24).lowercased()
        for adjective in adjectives where start.hasPrefix(adjective) {
            for noun in nouns {
                let name = adjective + " " + noun
                if start.hasPrefix(name) { return name }
            }
        }
        return nil
    }

    private static func isMark(_ character: Character) -> Bool {
        character == "#" || character == "*" || character == "_"
    }
}
