/// The files of a training set, or of one of the folders it is parted into.
struct TrainingSetPart: Sendable, Hashable {
    /// `""` where the set is not parted.
    let group: String
    /// Their names begin at the training set's folder.
    let train: [TrainingSetFile]
    let test: [TrainingSetFile]
}
