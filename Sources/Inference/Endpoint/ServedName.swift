/// Whether the model that a reply names is the one that was asked for.
struct ServedName: Sendable, Hashable {
    var asked: String
    /// Other names of the same model, as the server lists them.
    var aliases: Set<String> = []

    /// Throws `misconfigured` if `answered` is another model; a reply that names none is taken.
    func check(_ answered: String?) throws {
        guard let answered, !answered.isEmpty, answered != asked, !aliases.contains(answered) else { return }
        throw BadReply(
            .misconfigured,
            "\(Excerpt.of(asked, limit: 100)) was asked for and \(Excerpt.of(answered, limit: 100)) answered: set the model to the name it answers by, or mend the router in front of it"
        )
    }

    /// The same for hosted services, which answer an alias with the version behind it (`gpt-4o-mini` with `gpt-4o-mini-2024-07-18`)
    /// and may leave a provider before the name out.
    func checkVersions(_ answered: String?) throws {
        guard let answered else { return }
        let one = Self.bare(asked)
        let other = Self.bare(answered)
        if one == other { return }
        for (short, long) in [(one, other), (other, one)] where long.hasPrefix(short) && Self.isVersion(long.dropFirst(short.count)) {
            return
        }
        try check(answered)
    }

    /// The last part of a path-like name, lowercased, without `latest`.
    private static func bare(_ name: String) -> String {
        var bare = String(name.split(separator: "/").last ?? "").lowercased()
        for ending in ["-latest", ":latest"] where bare.hasSuffix(ending) { bare.removeLast(ending.count) }
        return bare
    }

    /// `-2024-07-18`, `-0613`, `@20240620`, `-002`: a separator, then digits and dashes, three digits at least.
    private static func isVersion(_ rest: Substring) -> Bool {
        guard let first = rest.first, "-@:".contains(first) else { return false }
        let digits = rest.dropFirst().utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        let dashes = rest.dropFirst().utf8.filter { $0 == UInt8(ascii: "-") }.count
        return digits >= 3 && digits + dashes == rest.dropFirst().utf8.count
    }
}
