package import Inference

/// A policy with the untrained one it grew from, of which only the name is ever stored.
package struct PlaygroundCheckpoint: Sendable {
    /// One of `PlaygroundCatalog.policies`.
    package let base: String
    package let model: PlaygroundModel
    /// The base's weights: what `model` is compared with when it is saved.
    let baseWeights: [Double]

    init(base: String, baseWeights: [Double], model: PlaygroundModel) {
        self.base = base
        self.baseWeights = baseWeights
        self.model = model
    }

    /// An untrained policy. Throws `misconfigured` for a name the playground does not have.
    package init(untrained name: String) throws(BackendError) {
        let seed = try PlaygroundCatalog.seed(ofPolicy: name)
        let model = PlaygroundModel(version: "\(name)-untrained", seed: seed)
        self.init(base: name, baseWeights: model.weights, model: model)
    }

    /// An untrained policy by its name, or a trained one from its folder. Blocks.
    package static func open(_ nameOrFolder: String) throws(BackendError) -> PlaygroundCheckpoint {
        if PlaygroundCatalog.policies.contains(nameOrFolder) {
            return try PlaygroundCheckpoint(untrained: nameOrFolder)
        }
        return try load(folder: nameOrFolder)
    }

    /// The same base with other weights.
    package func trained(_ model: PlaygroundModel) -> PlaygroundCheckpoint {
        PlaygroundCheckpoint(base: base, baseWeights: baseWeights, model: model)
    }

    /// The rows in which the model differs from its base, in ascending order.
    var changedRows: [Int] {
        let columns = model.vocabulary.count
        return model.weights.withUnsafeBufferPointer { weights in
            baseWeights.withUnsafeBufferPointer { base in
                (0..<PlaygroundFeatures.rows).filter { row in
                    var index = row * columns
                    let end = index + columns
                    while index < end {
                        if weights[index] != base[index] { return true }
                        index &+= 1
                    }
                    return false
                }
            }
        }
    }
}
