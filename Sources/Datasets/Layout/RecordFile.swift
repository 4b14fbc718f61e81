package import Platform

/// A file of records in the making; dropped before `finish` it leaves nothing behind. Its calls block.
package protocol RecordFile: AnyObject {
    func append(_ row: TrainingRow, _ context: RowContext) throws

    /// Puts the file under its name.
    func finish() throws -> AtomicFile.Receipt
}
