/// Checks the base URL of a server. What may hold a secret is never shown.
enum EndpointAddress {
    /// Nil when `text` is a base URL, else the sentence what is wrong with it.
    static func fault(in text: String) -> String? {
        guard !text.contains("@") else {
            return "must not carry a user name or password: put the key into an environment variable and name that in api_key_env"
        }
        guard !text.contains("?"), !text.contains("#") else {
            return "must be a base URL without `?` or `#`: a key belongs into an environment variable named in api_key_env"
        }
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) else {
            return "must be a URL of printable ASCII characters without spaces, not \(excerpt(text))"
        }
        guard let rest = afterScheme(text) else {
            return text.contains("://")
                ? "must start with http:// or https://, not \(excerpt(text))"
                : "must be a URL such as http://127.0.0.1:8000, not \(excerpt(text))"
        }
        let authority = rest.prefix { $0 != "/" }
        return faultOfAuthority(authority).map { $0 + " in \(excerpt(text))" }
    }

    private static func afterScheme(_ text: String) -> Substring? {
        let lowered = text.lowercased()
        if lowered.hasPrefix("http://") { return text.dropFirst(7) }
        if lowered.hasPrefix("https://") { return text.dropFirst(8) }
        return nil
    }

    /// `host`, `host:port`, `[::1]` or `[::1]:port`.
    private static func faultOfAuthority(_ authority: Substring) -> String? {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return "has no `]` after the IPv6 address" }
            host = authority[...end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return "has something other than a port after `]`" }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard !host.isEmpty, host != "[]" else { return "has no host" }
        guard let port else { return nil }
        guard let number = Int(port), (1...65_535).contains(number) else { return "has no port from 1 to 65535 after `:`" }
        return nil
    }
}
