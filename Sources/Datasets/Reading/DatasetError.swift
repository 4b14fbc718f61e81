/// Why a data set cannot be read or written: where, and one sentence what to do.
package struct DatasetError: Error, Sendable, Hashable {
    /// The file's path as it was given.
    package let file: String
    /// From 1; nil where the whole file is at fault.
    package let line: Int?
    /// In characters from 1.
    package let column: Int?
    package let message: String

    package init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }
}

extension DatasetError: CustomStringConvertible {
    package var description: String {
        var place = file
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return place + ": " + message
    }
}
