/// Finds answers that talk about the new prompt, or repeat their instruction, instead of being it. The phrases are English.
enum MetaPhrases {
    private static let acknowledgements: [String] = ["sure", "sure thing", "certainly", "of course", "absolutely"]
    private static let introductions: [String] = [
        "here is", "here's", "here are", "below is", "below are", "this is", "the following is",
    ]
    private static let adjectives: Set<String> = [
        "rewritten", "revised", "evolved", "reworded", "rephrased", "modified", "improved", "expanded", "adapted", "new", "challenging",
        "complex",
        "complicated", "specific", "concrete", "harder", "deeper",
    ]
    private static let rewrittenThings: Set<String> = ["prompt", "prompts", "question", "instruction", "version", "task", "request"]
    private static let reports: [String] = [
        "the rewritten prompt", "my rewritten prompt", "i have rewritten the", "i've rewritten the", "i rewrote the",
        "i have rewritten your",
        "i've rewritten your", "i'll rewrite the", "i will rewrite the",
    ]

    static func matches(_ opening: AnswerOpening, answer: String) -> Bool {
        repeatsInstruction(answer) || introduces(opening)
    }

    /// A marker line, or a heading such as `#Rewritten Prompt#`.
    private static func repeatsInstruction(_ answer: String) -> Bool {
        answer.split(whereSeparator: \.isNewline).contains { line in
            line == PromptFrame.begin || line == PromptFrame.end || line.hasPrefix(PromptFrame.title) || AnswerLabel.isHeading(line)
        }
    }

    private static func introduces(_ opening: AnswerOpening) -> Bool {
        var rest = opening.text[...]
        if let after = AnswerOpening.after(acknowledgements, in: rest), let mark = after.first, mark == "!" || mark == "," || mark == "." {
            rest = after.drop { !$0.isLetter }
            if mark == "!" && opening.firstLine.last == ":" { return true }
            if rest.hasPrefix("here is ") || rest.hasPrefix("here's ") { return true }
        }
        if AnswerOpening.after(reports, in: rest) != nil { return true }
        guard let after = AnswerOpening.after(introductions, in: rest) else { return false }
        return namesRewrittenPrompt(after)
    }

    /// Whether the next words speak of a rewritten thing, or of a prompt that an adjective shortly before says is the new one.
    private static func namesRewrittenPrompt(_ text: Substring) -> Bool {
        let words = text.split { !$0.isLetter && $0 != "'" }.prefix(9).map(String.init)
        var adjective = -5
        for (index, word) in words.enumerated() {
            if index - adjective <= 4 && (word == "prompt" || word == "prompts") { return true }
            if word == "my" || word == "our" { return false }
            if index > 0 && words[index - 1] == "rewritten" && rewrittenThings.contains(word) { return true }
            if adjectives.contains(word) { adjective = index }
        }
        return false
    }
}
