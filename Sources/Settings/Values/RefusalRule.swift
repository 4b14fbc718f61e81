/// What becomes of answers that refuse the task.
package enum RefusalRule: String, Sendable, Hashable, CaseIterable {
    case allow
    case neverChosen = "never_chosen"
    case neverRejected = "never_rejected"
    case leaveOut = "leave_out"
}
