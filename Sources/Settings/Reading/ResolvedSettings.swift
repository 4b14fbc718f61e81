/// Every key of a configuration with its value, written or default, and where it was written.
struct ResolvedSettings {
    /// By path, list entries by position: `rewards.0.model`. Absent: unset, or faulty.
    var values: [String: YAMLValue] = [:]
    /// Where keys and sections were written. Absent: not written.
    var places: [String: SourcePlace] = [:]
    /// The number of entries of every list of sections.
    var counts: [String: Int] = [:]
    /// Keys that were written, but wrongly: checks that need them stay silent, their fault is already told.
    var faulty: Set<String> = []

    func text(_ path: String) -> String? {
        if case .text(let text)? = values[path] { text } else { nil }
    }

    func integer(_ path: String) -> Int? {
        if case .integer(let number)? = values[path] { number } else { nil }
    }

    func number(_ path: String) -> Double? {
        if case .double(let number)? = values[path] { number } else { nil }
    }

    func texts(_ path: String) -> [String]? {
        guard case .list? = values[path] else { return nil }
        return values[path]?.texts
    }

    /// Written and not null, well or wrongly.
    func isWritten(_ path: String) -> Bool { places[path] != nil }

    /// The place of `path`, or of the nearest section around it that was written.
    func place(of path: String) -> SourcePlace {
        var rest = path[...]
        while true {
            if let place = places[String(rest)] { return place }
            guard let dot = rest.lastIndex(of: ".") else { return places[""] ?? .standard }
            rest = rest[..<dot]
        }
    }
}
