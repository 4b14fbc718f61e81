package import Inference
import JSONCursor
import Platform

/// A preference training set in TRL's conversational form, as `export` writes it: one JSON object a line.
///
///     {"prompt": [messages], "chosen": [assistant message], "rejected": [assistant message], …}
///
/// Further columns are passed over.
package struct PlaygroundTrainingSet: Sendable {
    /// In the file's order.
    package let pairs: [PlaygroundPair]
    /// Of the file's bytes: 64 hexadecimal digits.
    package let sha256: String

    /// What `SmallFile` reads at most: a file of that size may be longer.
    private static let largest = 64 << 20

    /// Reads a file. Throws `misconfigured`, with file and line, for anything that is no such set, an empty one included. Blocks.
    package static func read(_ path: String) throws(BackendError) -> PlaygroundTrainingSet {
        guard let bytes = SmallFile.read(path) else {
            throw BackendError(.misconfigured, "\(path) cannot be read: give a training set that `selfplay export --format trl` wrote")
        }
        guard bytes.count < largest else {
            throw BackendError(.misconfigured, "\(path) has 64 MiB or more, too much for the playground's trainer: export fewer pairs")
        }
        return try PlaygroundTrainingSet(bytes, name: path)
    }

    /// - Parameter name: stands before the line number in errors.
    package init(_ bytes: [UInt8], name: String) throws(BackendError) {
        var pairs: [PlaygroundPair] = []
        var line = 0
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            if part.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            do {
                pairs.append(try TrainingRow(Array(part)).pair())
            } catch {
                throw BackendError(.misconfigured, "\(name):\(line): \(error)")
            }
        }
        if pairs.isEmpty {
            throw BackendError(.misconfigured, "\(name) holds no pair: there is nothing to train on")
        }
        self.pairs = pairs
        sha256 = SHA256.hexadecimal(SHA256.digest(of: bytes))
    }
}
