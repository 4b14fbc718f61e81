/// Writes one training set, row by row; dropped before `finish` it leaves nothing behind. Its calls block.
package protocol TrainingSetWriter: AnyObject {
    /// Adds a row. Rows come in plan order, and the bytes depend on nothing but the rows.
    func append(_ row: PreferenceRow) throws

    /// Puts the files under their names.
    func finish() throws -> [TrainingSetFile]
}
