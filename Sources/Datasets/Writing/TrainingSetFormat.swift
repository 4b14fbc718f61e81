/// A trainer's file format.
package protocol TrainingSetFormat: Sendable {
    /// The name in `export: [{format: NAME}]`.
    var name: String { get }

    /// Who reads it, for the manifest.
    var consumer: String { get }

    /// Where the format is written down.
    var source: String { get }

    /// Starts a training set in `folder`, which must exist. Its files appear when the writer finishes.
    func writer(in folder: String, columns: Set<TrainingSetColumn>) throws -> any TrainingSetWriter
}
