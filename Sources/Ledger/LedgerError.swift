import GRDB

/// Why the ledger cannot be used, in one sentence.
package struct LedgerError: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        case missing
        case notALedger
        case readOnly
        case full
        case newer
        case older
        case inconsistent
        case other
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { message }

    init(_ error: any Error, path: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.other, "\(path): \(error)")
            return
        }
        if error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            // A rollback journal exists only until the write-ahead log does: before the first fact.
            let remedy = "`selfplay run` with its configuration starts it again"
            self.init(.older, "\(path) was cut off while it was being made and holds nothing yet; \(remedy)")
            return
        }
        switch error.resultCode {
        case .SQLITE_CANTOPEN: self.init(.missing, "\(path) cannot be opened: the file or its folder is missing or not accessible")
        case .SQLITE_NOTADB: self.init(.notALedger, "\(path) is not an SQLite database")
        case .SQLITE_READONLY, .SQLITE_PERM: self.init(.readOnly, "\(path) is read-only: make the file and its folder writable")
        case .SQLITE_FULL, .SQLITE_IOERR:
            self.init(.full, "\(path) cannot be written (\(error.message ?? "I/O error")): free disk space or raise the file-size limit")
        default: self.init(.other, "\(path): \(error.message ?? "\(error)")")
        }
    }

    /// An error of a later statement, told as one sentence.
    package static func explaining(_ error: any Error) -> LedgerError {
        LedgerError(error, path: "the ledger")
    }
}
