import Inference
import Platform

extension WeightFile {
    /// What a file holds, everything checked but whether the numbers are finite.
    struct Content {
        var base: String
        var rows: [Int]
        /// Where the first row's weights start.
        var firstWeight: Int
    }

    /// Throws `misconfigured` with what is wrong and what to do.
    /// - Parameter path: stands in the sentence.
    static func decode(_ bytes: [UInt8], path: String) throws(BackendError) -> Content {
        func fault(_ what: String) -> BackendError {
            BackendError(.misconfigured, "\(path) \(what): train the model again")
        }
        let header = magic.count + 20
        guard bytes.count >= header + digestLength, bytes.starts(with: magic) else {
            throw fault("is no weight file of the playground, or is cut off")
        }
        func number(_ place: Int) -> Int {
            (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        guard number(8) == Int(version) else {
            let sentence = "\(path) has form \(number(8)), and this selfplay reads form \(version): use the one that wrote it"
            throw BackendError(.misconfigured, sentence)
        }
        let columns = PlaygroundVocabulary.shared.count
        guard number(12) == columns, number(16) == PlaygroundFeatures.rows else {
            throw fault("is of another table: \(number(16)) rows of \(number(12)) where \(PlaygroundFeatures.rows) of \(columns) belong")
        }
        let (count, nameLength) = (number(20), number(24))
        guard count <= PlaygroundFeatures.rows, nameLength <= 64 else { throw fault("is damaged: its counts are too large") }
        let firstWeight = header + nameLength + 4 * count
        let expected = firstWeight + 8 * columns * count + digestLength
        guard bytes.count == expected else {
            throw fault("has \(bytes.count) bytes where \(expected) belong")
        }
        guard SHA256.digest(of: bytes.dropLast(digestLength)) == Array(bytes.suffix(digestLength)) else {
            throw fault("is damaged: its checksum is wrong")
        }
        let rows = (0..<count).map { number(header + nameLength + 4 * $0) }
        guard zip(rows, rows.dropFirst()).allSatisfy({ $0 < $1 }), (rows.last ?? 0) < PlaygroundFeatures.rows else {
            throw fault("is damaged: its rows are not in order")
        }
        let base = String(decoding: bytes[header..<(header + nameLength)], as: UTF8.self)
        guard PlaygroundCatalog.policies.contains(base) else {
            throw fault("grew from a base this playground does not have")
        }
        return Content(base: base, rows: rows, firstWeight: firstWeight)
    }

    /// Puts the rows' weights into a table.
    static func copyWeights(_ content: Content, of bytes: [UInt8], into table: inout [Double]) {
        let columns = PlaygroundVocabulary.shared.count
        bytes.withUnsafeBytes { source in
            table.withUnsafeMutableBytes { target in
                for (index, row) in content.rows.enumerated() {
                    let start = content.firstWeight + index * columns * 8
                    let slice = UnsafeRawBufferPointer(rebasing: source[start..<(start + columns * 8)])
                    UnsafeMutableRawBufferPointer(rebasing: target[(row * columns * 8)...]).copyMemory(from: slice)
                }
            }
        }
    }
}
