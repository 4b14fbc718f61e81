/// Where a server stands: an absolute `http` or `https` address, free of secrets, so that it may be recorded and shown.
package struct EndpointAddress: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`.
    package let scheme: String
    /// Host and port as written (`127.0.0.1:8000`, `[::1]:8000`, `api.example.org`).
    package let authority: String
    /// The path before every call's own path: empty, or with a leading and without a trailing slash.
    package private(set) var path: String

    /// Throws `misconfigured` for anything but scheme, host, port and path.
    package init(_ text: String) throws(BackendError) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw Self.unusable("an address starts with http:// or https://")
        }
        scheme = parts[0].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw Self.unusable("only http and https are spoken")
        }
        let rest = parts[1]
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        authority = String(host)
        path = String(rest[host.endIndex...])
        guard !authority.contains("@") else {
            throw Self.unusable("a user or password in it would be recorded; name the variable that holds the key in api_key_env")
        }
        guard !authority.isEmpty, !rest.contains("?"), !rest.contains("#") else {
            throw Self.unusable("give scheme, host, port and path only")
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw Self.unusable("there is white space in it")
        }
        while path.hasSuffix("/") { path.removeLast() }
    }

    package var description: String { "\(scheme)://\(authority)\(path)" }

    /// For servers with paths beside `/v1`: the same address without a `/v1` at its end.
    func atServerRoot() -> EndpointAddress {
        var address = self
        if path.hasSuffix("/v1") { address.path.removeLast(3) }
        return address
    }

    /// For servers all of whose paths stand under a version: the same address with `/v1` at its end unless it ends with a version.
    func atVersionRoot() -> EndpointAddress {
        let last = path.split(separator: "/").last ?? ""
        let isVersion: Bool = last.first == "v" && last.count > 1 && last.dropFirst().first?.isNumber == true
        var address = self
        if !isVersion { address.path += "/v1" }
        return address
    }

    private static func unusable(_ reason: String) -> BackendError {
        BackendError(.misconfigured, "an endpoint's address cannot be used: \(reason)")
    }
}
