import CPlatform
import Glibc

/// What `/proc` tells about the processes of this machine.
package enum ProcessTable {
    /// The processes whose parent is `parent`, ended ones that nobody has reaped included.
    package static func children(of parent: Int32) -> [Int32] {
        processes.filter { self.parent(of: $0) == parent }
    }

    /// The processes that inherited the variable `name` with this value, or that hold the file open; without our own.
    ///
    /// Those of other users stay unseen.
    package static func processes(withVariable name: String, value: String, orHolding file: String) -> [Int32] {
        processes.filter { $0 != getpid() && belongs($0, variable: name, value: value, file: file) }
    }

    /// Whether the process lives and inherited the variable with this value or holds the file open.
    package static func belongs(_ process: Int32, variable name: String, value: String, file: String) -> Bool {
        hasVariable(process, Array("\(name)=\(value)".utf8)) || holds(process, file)
    }

    /// From now on, processes below ours whose parents end become our children instead of init's.
    package static func adoptOrphans() {
        _ = platform_become_subreaper()
    }

    private static var processes: [Int32] {
        FolderListing.names(in: "/proc").compactMap { Int32($0) }
    }

    private static func parent(of process: Int32) -> Int32? {
        guard let bytes = SmallFile.read("/proc/\(process)/stat"), let name = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        // `12 (name of the program) S 1 …`: the name may hold spaces and brackets.
        let fields = String(decoding: bytes[(name + 1)...], as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    private static func hasVariable(_ process: Int32, _ variable: [UInt8]) -> Bool {
        guard let bytes = SmallFile.read("/proc/\(process)/environ") else { return false }
        return bytes.split(separator: 0).contains { $0.elementsEqual(variable) }
    }

    private static func holds(_ process: Int32, _ file: String) -> Bool {
        let folder = "/proc/\(process)/fd"
        return FolderListing.names(in: folder).contains { target(of: folder + "/" + $0) == file }
    }

    private static func target(of link: String) -> String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = readlink(link, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
