import Glibc
package import Inference
package import Platform

/// A model folder: `weights.bin`, which is the model, and `model.json`, which tells people where it came from.
extension PlaygroundCheckpoint {
    /// Reads a folder that `save` wrote. Blocks.
    ///
    /// Throws `misconfigured` for a folder that holds no such model or a damaged one, `notFinite` for NaN or infinity among its weights.
    /// - Parameter version: What the model calls itself in samples and in the ledger; unless given, its base and the first 12 digits of
    ///   its weight file's checksum, so that equal weights have an equal name wherever they lie.
    package static func load(folder: String, version: String? = nil) throws(BackendError) -> PlaygroundCheckpoint {
        let path = folder + "/" + WeightFile.name
        guard let bytes = SmallFile.read(path) else {
            let known = PlaygroundCatalog.policies.joined(separator: ", ")
            throw BackendError(
                .misconfigured,
                "\(path) cannot be read: a playground model is one of \(known), or a folder the playground's trainer wrote"
            )
        }
        let content = try WeightFile.decode(bytes, path: path)
        let untrained = try PlaygroundCheckpoint(untrained: content.base)
        var weights = untrained.baseWeights
        WeightFile.copyWeights(content, of: bytes, into: &weights)
        let digest = SHA256.hexadecimal(Array(bytes.suffix(WeightFile.digestLength)))
        let model = try PlaygroundModel(version: version ?? "\(content.base)-\(digest.prefix(12))", weights: weights)
        return untrained.trained(model)
    }

    /// Writes `folder/model.json`, then `folder/weights.bin`: a folder with the latter is complete. Makes the folder if its parent exists.
    ///
    /// The bytes depend on weights and provenance alone. Blocks. Returns the SHA-256 of `weights.bin`.
    @discardableResult
    package func save(folder: String, provenance: PlaygroundProvenance) throws(AtomicFile.Failure) -> String {
        // Where that fails, the first file says why.
        mkdir(folder, 0o755)
        let bytes = WeightFile.encode(self)
        let digest = SHA256.hexadecimal(SHA256.digest(of: bytes))
        try SmallFile.write(provenance.json(base: base, rows: changedRows.count, weights: digest), to: folder + "/model.json")
        try SmallFile.write(bytes, to: folder + "/" + WeightFile.name)
        return digest
    }
}

extension PlaygroundModel {
    /// The model of a folder that the playground's trainer wrote; see `PlaygroundCheckpoint.load`. Blocks.
    package static func load(folder: String, version: String? = nil) throws(BackendError) -> PlaygroundModel {
        try PlaygroundCheckpoint.load(folder: folder, version: version).model
    }
}
