import Glibc
package import Ledger
import Platform

/// Answers a command on the ledger of the run that is going on. Blocks; runs on the ledger's writing queue.
package typealias InboxHandler = @Sendable (InboxRequest, Ledger, RunFolder) -> InboxReply

/// Looks for requests of other processes and answers them: `inbox/NAME.request` becomes `inbox/NAME.reply`.
struct InboxWatch: Sendable {
    let folder: RunFolder
    let ledger: Ledger
    let queue: BlockingQueue
    let handler: InboxHandler

    /// Until the task is cancelled, a look every 200 ms.
    func run() async {
        while !Task.isCancelled {
            await answerAll()
            try? await Task.sleep(for: .milliseconds(200))
        }
    }

    /// A last look, before the lock is given back.
    func finish() async {
        await answerAll()
    }

    private func answerAll() async {
        try? await queue.run { [self] in
            for name in Self.requests(in: folder.inbox) { answer(name) }
        }
    }

    private func answer(_ name: String) {
        let request = folder.inbox + "/" + name
        let reply = folder.inbox + "/" + name.dropLast(".request".count) + ".reply"
        guard let bytes = SmallFile.read(request) else { return }
        let answer: InboxReply
        if let parsed = try? InboxRequest(json: bytes) {
            answer = handler(parsed, ledger, folder)
        } else {
            answer = InboxReply(exitCode: 2, output: "", errors: "the request \(name) is not one of selfplay's\n")
        }
        unlink(request)
        try? SmallFile.write(answer.json, to: reply)
    }

    private static func requests(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".request") { names.append(name) }
        }
        return names.sorted()
    }
}
