/// What is wrong with one record, before it is known where in the file the record stands.
struct RecordFault: Error {
    /// In bytes from the record's start.
    let offset: Int
    let message: String

    init(_ offset: Int, _ message: String) {
        self.offset = offset
        self.message = message
    }
}
