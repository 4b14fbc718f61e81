import Foundation

/// A process of this machine.
struct Processes: Sendable, CustomStringConvertible {
    let id: Int32
    let arguments: [String]

    var description: String { "\(id): \(arguments.joined(separator: " "))" }

    /// Those that name a folder in their arguments or their environment, which all processes of a run do.
    static func mentioning(_ folder: String) -> [Processes] {
        let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        let word = Data(folder.utf8)
        return ids.compactMap { id in
            let arguments = read("/proc/\(id)/cmdline")
            // One that has ended and waits to be reaped has neither.
            guard arguments.range(of: word) != nil || read("/proc/\(id)/environ").range(of: word) != nil else { return nil }
            return Processes(id: id, arguments: arguments.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private static func read(_ path: String) -> Data {
        FileHandle(forReadingAtPath: path).flatMap { try? $0.readToEnd() } ?? Data()
    }
}
