import Inference
import Platform

/// `weights.bin` of a model folder: the rows that differ from the base, little-endian throughout.
///
/// | bytes | what |
/// |---|---|
/// | 8 | `SPLAYW` and two zero bytes |
/// | 4 | version of this form, 1 |
/// | 4 | tokens of the vocabulary: doubles a row |
/// | 4 | rows of the whole table |
/// | 4 | n, the rows that follow |
/// | 4 | length of the base's name |
/// | … | the base's name, UTF-8 |
/// | 4 n | their numbers, ascending |
/// | 8 n · tokens | their weights, IEEE 754 doubles |
/// | 32 | SHA-256 of everything before |
enum WeightFile {
    static let name = "weights.bin"
    static let version: UInt32 = 1
    static let magic: [UInt8] = Array("SPLAYW".utf8) + [0, 0]
    static let digestLength = 32

    static func encode(_ checkpoint: PlaygroundCheckpoint) -> [UInt8] {
        let columns = checkpoint.model.vocabulary.count
        let rows = checkpoint.changedRows
        let base = Array(checkpoint.base.utf8)
        var bytes = magic
        bytes.reserveCapacity(magic.count + 20 + base.count + rows.count * (4 + 8 * columns) + digestLength)
        append(version, to: &bytes)
        append(UInt32(columns), to: &bytes)
        append(UInt32(PlaygroundFeatures.rows), to: &bytes)
        append(UInt32(rows.count), to: &bytes)
        append(UInt32(base.count), to: &bytes)
        bytes += base
        for row in rows { append(UInt32(row), to: &bytes) }
        checkpoint.model.weights.withUnsafeBufferPointer { weights in
            for row in rows {
                // Every platform Swift's Linux tool chain runs on is little-endian.
                let slice = UnsafeBufferPointer(rebasing: weights[(row * columns)..<((row + 1) * columns)])
                bytes.append(contentsOf: UnsafeRawBufferPointer(slice))
            }
        }
        return bytes + SHA256.digest(of: bytes)
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
