/// Committed limits: lines of a name and a number, `#` begins a comment.
package struct Limits {
    private let path: String
    private var values: [Substring: Double] = [:]

    package init(path: String) throws(Failure) {
        self.path = path
        for line in try TextFile.read(path).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 2, let value = Double(words[1]) else { throw Failure("\(path): not a name and a number: \(line)") }
            values[words[0]] = value
        }
    }

    package func limit(_ name: Substring) throws(Failure) -> Double {
        guard let value = values[name] else { throw Failure("\(path): \(name) is missing") }
        return value
    }
}
