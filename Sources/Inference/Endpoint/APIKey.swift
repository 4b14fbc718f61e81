/// A secret that an endpoint asks for. It is written into the `Authorization` header and nowhere else: it describes and mirrors itself as redacted.
package struct APIKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String
    /// The environment variable it was read from; this may be shown.
    package let variable: String

    /// Throws `misconfigured` if `value` is empty or cannot stand in a header; white space around it is dropped.
    package init(_ value: String, variable: String) throws(BackendError) {
        let bytes = value.utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
        guard !bytes.isEmpty else {
            throw BackendError(.misconfigured, "the environment variable \(variable) holds no key: it is empty")
        }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw BackendError(.misconfigured, "the environment variable \(variable) holds no key: only visible ASCII may stand in one")
        }
        self.value = String(decoding: Array(bytes), as: UTF8.self)
        self.variable = variable
    }

    package var description: String { "<key from \(variable)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The header field that carries it.
    var header: (name: String, value: String) { ("Authorization", "Bearer \(value)") }

    /// `text` without the secret, should a server have echoed it.
    func redacted(_ text: String) -> String {
        text.split(separator: value, omittingEmptySubsequences: false).joined(separator: description)
    }
}
