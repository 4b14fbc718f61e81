import Glibc
import Orchestrator
import Platform

/// Hands a command to the process that holds a run and waits for its answer.
struct InboxClient {
    let folder: RunFolder
    /// Seconds after which an unanswered request is taken back.
    var patience = 60.0

    func ask(_ request: InboxRequest) async throws -> InboxReply {
        try RunFolder.create(folder.inbox)
        var random = SystemRandomNumberGenerator()
        let name = folder.inbox + "/\(getpid())-\(String(random.next(), radix: 36))"
        try SmallFile.write(request.json, to: name + ".request")
        var waited = 0.0
        while waited < patience {
            if let bytes = SmallFile.read(name + ".reply") {
                unlink(name + ".reply")
                return try InboxReply(json: bytes)
            }
            guard RunLock.holder(at: folder.lock) != nil || RunFolder.exists(name + ".reply") else { break }
            try await Task.sleep(for: .milliseconds(50))
            waited += 0.05
        }
        unlink(name + ".request")
        throw RunError(.locked, "the process that holds \(folder.path) did not answer; run the command again once it has ended")
    }
}
