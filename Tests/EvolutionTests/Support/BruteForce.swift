/// Shingles and similarities by the definitions.
enum BruteForce {
    static func characterShingles(_ text: String, _ size: Int) -> Set<String> {
        let characters = Array(text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
        if characters.count <= size { return [String(characters)] }
        return Set((0...(characters.count - size)).map { String(characters[$0..<$0 + size]) })
    }

    static func wordShingles(_ text: String, _ size: Int) -> Set<String> {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        if words.count <= size { return [words.joined(separator: " ")] }
        return Set((0...(words.count - size)).map { words[$0..<$0 + size].joined(separator: " ") })
    }

    /// The Jaccard similarity of every set with every earlier one: `[i][j]`, j below i.
    static func similarities(_ sets: [Set<String>]) -> [[Double]] {
        var numbers: [String: Int] = [:]
        let numbered = sets.map { set in
            Set(
                set.map { shingle -> Int in
                    let number = numbers[shingle] ?? numbers.count
                    numbers[shingle] = number
                    return number
                }
            )
        }
        return numbered.enumerated().map { index, set in
            numbered[..<index].map { other in
                let common = set.intersection(other).count
                return Double(common) / Double(set.count + other.count - common)
            }
        }
    }
}
