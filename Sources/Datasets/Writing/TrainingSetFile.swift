/// A file of a training set that is complete and on disk.
package struct TrainingSetFile: Sendable, Hashable {
    /// Its name in the training set's folder.
    package let name: String
    package let rows: Int
    package let bytes: Int
    /// 64 hexadecimal digits.
    package let sha256: String
}
