/// Why a row cannot be written: one sentence that names its prompt. Who writes the file adds the place.
package struct RowFault: Error, Sendable, Hashable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}
