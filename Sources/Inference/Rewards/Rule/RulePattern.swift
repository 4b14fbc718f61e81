import Scheduling

/// A regular expression of the configuration.
///
/// It is compiled anew for every use: a compiled one may not be shared between threads.
struct RulePattern: Sendable {
    private let source: String
    /// Whether the answer is what the first group holds, and not the match itself.
    let hasGroup: Bool

    /// Throws `misconfigured` with the place of the fault.
    init(_ source: String) throws(BackendError) {
        self.source = source
        do {
            _ = try Regex(source)
            // Groups are only told by a match; with nothing as the alternative there always is one. The line feed ends a comment.
            let match = try Regex("(?:\(source)\n)|(?:)").wholeMatch(in: "")
            hasGroup = (match?.output.count ?? 1) > 1
        } catch {
            throw Self.fault(error, in: source)
        }
    }

    /// The last match's first group, the whole match where there is no group; nil without a match, or where the group took no part in it.
    func lastAnswer(in text: String) throws(BackendError) -> Substring? {
        do {
            let regex = try Regex(source)
            guard let match = text.matches(of: regex).last else { return nil }
            return match.output[hasGroup ? 1 : 0].substring
        } catch {
            throw Self.fault(error, in: source)
        }
    }

    private static func fault(_ error: any Error, in source: String) -> BackendError {
        var place = ""
        if let offset = offset(of: error), offset <= source.utf8.count {
            place = " at character \(String(decoding: source.utf8.prefix(offset), as: UTF8.self).count + 1)"
        }
        return BackendError(.misconfigured, "rewards.pattern is no regular expression: \(error)\(place): \(Excerpt.of(source, limit: 200))")
    }

    /// The byte the standard library points at. Its error type is not public, but shows where it stands.
    private static func offset(of error: any Error) -> Int? {
        guard let location = Mirror(reflecting: error).descendant("location", "range", "lowerBound") else { return nil }
        let digits = String(describing: location).prefix { $0.isNumber }
        return Int(digits)
    }
}
