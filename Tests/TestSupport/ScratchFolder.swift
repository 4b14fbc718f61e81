import Foundation

/// A temporary folder for one test, removed with everything in it when nothing refers to it any more.
package final class ScratchFolder: Sendable {
    /// Absolute, without a trailing slash.
    package let path: String

    package init() throws {
        var template = Array("/tmp/selfplay-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
