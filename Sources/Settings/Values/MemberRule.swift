/// How answers are chosen one by one.
package enum MemberRule: String, Sendable, Hashable, CaseIterable {
    case none
    case acceptReject = "accept_reject"
    case mpo
    case ampo
    case ranked
    case best
}
