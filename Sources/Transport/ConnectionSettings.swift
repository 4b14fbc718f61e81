import Glibc

/// What the environment says about connections; libcurl reads the proxies' own variables itself.
package struct ConnectionSettings: Sendable {
    /// The certificate authorities to trust instead of the system's (`SSL_CERT_FILE`).
    package var certificateFile: String?
    /// Hosts to be reached without proxy: those of `no_proxy`, and always this machine, which no proxy can stand in for.
    package var hostsWithoutProxy: String

    /// Reads the environment through `variable`.
    package init(_ variable: (String) -> String?) {
        certificateFile = variable("SSL_CERT_FILE").flatMap { $0.isEmpty ? nil : $0 }
        let excluded = variable("no_proxy") ?? variable("NO_PROXY") ?? ""
        let thisMachine = "localhost,127.0.0.1,::1"
        // A lone asterisk, not one within a list, excludes every host.
        hostsWithoutProxy = excluded == "*" ? excluded : excluded.isEmpty ? thisMachine : "\(excluded),\(thisMachine)"
    }

    static func ofThisProcess() -> ConnectionSettings {
        ConnectionSettings { name in getenv(name).map { String(cString: $0) } }
    }
}
