/// The names whose integer keys are fixed by the first migration, so that statements can hold them as constants.
package enum ReservedName: Int64, Sendable, CaseIterable {
    case none = 0
    case base = 1
    case evolved = 2
    case sampled = 3
    case given = 4
    case imported = 5
    case raw = 6
    case processed = 7
    case stop = 8
    case length = 9
    case unknown = 10

    var text: String {
        self == .none ? "" : "\(self)"
    }
}
