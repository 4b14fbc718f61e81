/// Why a run cannot begin or go on, in one sentence that says what to change.
package struct RunError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Wrong configuration, input or verdict; nothing was touched. Exit code 2.
        case input
        /// Stopped before the end; going on is possible. Exit code 3.
        case resumable
        /// Another process holds the run. Exit code 4.
        case locked
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }
}
