/// Shingles and similarities by the definitions, on strings.
enum BruteForce {
    static func characterShingles(_ text: String, _ size: Int) -> Set<String> {
        let characters = Array(text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
        if characters.count <= size { return [String(characters)] }
        return Set((0...(characters.count - size)).map { String(characters[$0..<$0 + size]) })
    }

    static func wordShingles(_ text: String, _ size: Int) -> Set<[String]> {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count <= size { return [words] }
        return Set((0...(words.count - size)).map { Array(words[$0..<$0 + size]) })
    }

    static func jaccard<Element>(_ left: Set<Element>, _ right: Set<Element>) -> Double {
        Double(left.intersection(right).count) / Double(left.union(right).count)
    }
}
