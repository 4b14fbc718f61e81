/// Names of a split's files.
enum Shard {
    static func padded(_ number: Int, digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// `train-00000-of-00004.jsonl`.
    static func name(_ stem: String, _ index: Int, of count: Int, _ kind: RecordFileKind) -> String {
        "\(stem)-\(padded(index, digits: 5))-of-\(padded(count, digits: 5)).\(kind.fileExtension)"
    }

    /// Whether a file is a shard or the whole of a split, as an earlier writer of the same training set left it.
    static func isOfSplit(_ name: String, _ stem: String, _ kind: RecordFileKind) -> Bool {
        if name == stem + "." + kind.fileExtension { return true }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        let isEnd: (Substring) -> Bool = { $0.hasSuffix("." + kind.fileExtension) && isNumber($0.dropLast(kind.fileExtension.count + 1)) }
        return parts.count == 4 && parts[0] == stem && isNumber(parts[1]) && parts[2] == "of" && isEnd(parts[3])
    }

    /// A shard whose number of siblings is not known yet.
    static func unnumbered(_ stem: String, _ index: Int, _ kind: RecordFileKind) -> String {
        ".\(stem)-\(padded(index, digits: 5)).\(kind.fileExtension).shard"
    }

    static func isUnnumbered(_ name: String, _ stem: String) -> Bool {
        (name.hasPrefix(".\(stem)-") && name.hasSuffix(".shard")) || (name.hasPrefix("..\(stem)-") && name.hasSuffix(".shard.partial"))
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text.count >= 5 && text.allSatisfy { ("0"..."9").contains($0) }
    }
}
