/// A YAML tree in which everything knows where it was written, and scalars are still text: what a scalar means depends
/// on the key it stands under.
struct MarkedNode {
    enum Content {
        /// `plain` is false for quoted and block scalars, which are always text.
        case scalar(String, plain: Bool)
        case list([MarkedNode])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var keyPlace: SourcePlace
        var value: MarkedNode
    }

    var content: Content
    var place: SourcePlace

    /// Written as nothing, `~` or `null`: the key counts as not given.
    var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return PlainScalar.isNull(text)
    }

    /// What stands here, for a message; never a long text.
    var excerptForMessage: String {
        switch content {
        case .scalar(let text, _): excerpt(text)
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// `text` between backticks, shortened, with control characters made visible.
func excerpt(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(60) {
        let isControl = scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
        shown += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(Character(scalar))
    }
    let isCut = text.unicodeScalars.count > 60
    return "`" + shown + (isCut ? "…" : "") + "`"
}
