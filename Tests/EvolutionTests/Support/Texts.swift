/// Random texts of which many are alike.
enum Texts {
    private static let words = """
        a the one some my old new river boat market teacher window winter story bread explain describe compare write tell why how when \
        and or with without near under before after because slowly never often quiet bright machine question
        """.split(separator: " ").map(String.init)

    static func fresh(_ numbers: inout Numbers, words count: ClosedRange<Int> = 3...30) -> String {
        (0..<Int.random(in: count, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }.joined(separator: " ")
    }

    /// `text` with some words changed, dropped or added.
    static func variant(of text: String, edits: Int, _ numbers: inout Numbers) -> String {
        var parts = text.split(separator: " ").map(String.init)
        for _ in 0..<edits {
            let place = Int.random(in: 0..<parts.count, using: &numbers)
            switch Int.random(in: 0..<3, using: &numbers) {
            case 0: parts[place] = words.randomElement(using: &numbers) ?? ""
            case 1: parts.insert(words.randomElement(using: &numbers) ?? "", at: place)
            default: if parts.count > 1 { parts.remove(at: place) }
            }
        }
        return parts.joined(separator: " ")
    }

    /// Texts in families: every third is a variant of an earlier one.
    static func families(_ count: Int, seed: UInt64) -> [String] {
        var numbers = Numbers(seed)
        var texts: [String] = []
        while texts.count < count {
            if !texts.isEmpty, Int.random(in: 0..<3, using: &numbers) > 0, let earlier = texts.randomElement(using: &numbers) {
                texts.append(variant(of: earlier, edits: Int.random(in: 0...4, using: &numbers), &numbers))
            } else {
                texts.append(fresh(&numbers))
            }
        }
        return texts
    }
}
