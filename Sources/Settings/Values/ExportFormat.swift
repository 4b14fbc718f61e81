/// The trainers' formats.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    case trl
}
