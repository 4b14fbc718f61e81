import Foundation
import Platform

/// The living processes of a session, whatever became of their parents.
enum SessionTable {
    /// Ended processes that nobody has reaped do not count.
    static func members(_ session: Int32) -> [Int32] {
        _ = ProcessEnd.reapEnded(session)
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return all.filter { process in
            // `12 (name of the program) S parent group session …`: the name may hold spaces and brackets.
            guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8), let name = line.lastIndex(of: ")")
            else {
                return false
            }
            let fields = line[line.index(after: name)...].split(separator: " ")
            return fields.count > 3 && fields[0] != "Z" && Int32(fields[3]) == session
        }
    }

    /// Whether the session's first process lives.
    static func isAlive(_ leader: Int32) -> Bool {
        ProcessEnd.reapEnded(leader) == nil && kill(leader, 0) == 0
    }
}
