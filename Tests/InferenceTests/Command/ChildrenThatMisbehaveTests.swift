import Glibc
import Inference
import Platform
import TestSupport
import Testing

@Suite("A child that misbehaves costs its requests, with one clear sentence, and is started again")
struct ChildrenThatMisbehaveTests {
    private func score(_ policy: CommandPolicy) async throws -> [Double] {
        try await policy.score(prompt: [1], response: [2])
    }

    @Test("a program that is not there")
    func missing() async throws {
        let policy = CommandPolicy(CommandSpecification(name: "command:1", arguments: ["no-such-program-here"]), model: "")
        let error = try await failure { try await policy.probe() }
        #expect(error.failure == .misconfigured)
        #expect(
            error.message
                == "command:1 cannot be started: no folder of PATH has a program no-such-program-here: install it, or give its path"
        )
    }

    @Test("one that ends before its first answer tells its exit code and what it said last")
    func endsAtOnce() async throws {
        let script = try ChildScript("", hello: "echo one >&2; printf 'No module \\033[31mtorch' >&2; exit 7")
        let error = try await failure { try await script.policy().probe() }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("ended with exit code 7 before its first answer; its stderr ended with: one / No module [31mtorch"))
        #expect(script.told.withLock { $0 }.count == 2)
    }

    @Test("one that dies at work loses what it worked on, and the next request starts it again")
    func dies() async throws {
        let script = try ChildScript(
            #"read -r line; if [ -e died ]; then echo '{"id":1,"logprobs":[-3]}'; cat >/dev/null; else touch died; echo gone >&2; exit 1; fi"#
        )
        let policy = script.policy()
        let error = try await failure { try await score(policy) }
        #expect(error.failure == .connectionLost && error.message.contains("ended with exit code 1; its stderr ended with: gone"))
        #expect(try await score(policy) == [-3])
    }

    @Test("one that worked and cannot start any more is away, not wrong")
    func cannotStartAgain() async throws {
        let script = try ChildScript("read -r line; exit 1", hello: "[ -e was ] && exit 3; touch was; " + ChildScript.hello)
        let policy = script.policy()
        #expect(try await failure { try await score(policy) }.failure == .connectionLost)
        #expect(try await failure { try await score(policy) }.failure == .unreachable)
    }

    @Test(
        "words on stdout that are no answer",
        arguments: [("Loading model", "no answer"), ("[1,2]", "no answer"), (#"{"id":9}"#, "request 9"), (#"{"ID":1}"#, "no answer")]
    )
    func garbage(_ line: String, _ words: String) async throws {
        let error = try await failure { try await score(try ChildScript("read -r line; echo '\(line)'; cat >/dev/null").policy()) }
        #expect(error.failure == .malformedReply && error.message.contains(words))
    }

    @Test("words on stdout before the first answer are a mistake of the program")
    func garbageAtFirst() async throws {
        let error = try await failure { try await ChildScript("cat >/dev/null", hello: "echo Loading").policy().probe() }
        #expect(error.failure == .misconfigured && error.message.contains("\"Loading\"; everything else belongs on stderr"))
    }

    @Test("a line without end")
    func longLine() async throws {
        let script = try ChildScript("read -r line; head -c 3000000 /dev/zero | tr '\\0' 'x'; cat >/dev/null")
        let error = try await failure { try await score(script.policy(lineLimit: 100_000)) }
        #expect(error.failure == .malformedReply && error.message.contains("more than 100000 bytes"))
    }

    @Test("one that closes its stdout")
    func closesStdout() async throws {
        let error = try await failure { try await score(try ChildScript("read -r line; exec >&-; exec cat >/dev/null").policy()) }
        #expect(error.failure == .connectionLost)
    }

    @Test("one that hangs is ended, and the next request starts it again")
    func hangs() async throws {
        let script = try ChildScript(
            #"read -r line; [ -e hung ] || { touch hung; exec tail -f /dev/null; }; echo '{"id":1,"logprobs":[-3]}'; cat >/dev/null"#
        )
        let policy = script.policy(timeout: 0.4)
        let error = try await failure { try await score(policy) }
        #expect(error.failure == .timedOut && error.message.contains("no answer within 0.4 s"))
        // The child is being ended meanwhile: what meets its end is lost, not answered wrongly.
        let next = try? await score(policy)
        let last = try await next == nil ? score(policy) : next
        #expect(last == [-3])
    }

    @Test("one that floods stderr is read to the end, and its log has a bound")
    func floods() async throws {
        let script = try ChildScript(
            #"read -r line; yes 'all work and no play' | head -c 20000000 >&2; echo '{"id":1,"logprobs":[-3]}'; cat >/dev/null"#
        )
        #expect(try await score(script.policy()) == [-3])
        let bytes = script.told.withLock { $0.reduce(0) { $0 + $1.utf8.count + 1 } }
        #expect(bytes > 1 << 20 && bytes < 17 << 20)
    }

    @Test("answers may come in any order")
    func anyOrder() async throws {
        let script = try ChildScript(
            #"read -r a; read -r b; echo '{"id":2,"logprobs":[-2]}'; echo '{"id":1,"logprobs":[-1]}'; cat >/dev/null"#
        )
        let policy = script.policy()
        async let one = score(policy)
        async let other = score(policy)
        #expect(try await [one, other].map { $0[0] }.sorted() == [-2, -1])
    }

    @Test("a request that is cancelled ends at once, and the child lives on")
    func cancelled() async throws {
        let script = try ChildScript(#"read -r a; echo ready >&2; read -r b; echo '{"id":2,"logprobs":[-2]}'; cat >/dev/null"#)
        let policy = script.policy()
        let waiting = Task { try await score(policy) }
        #expect(await Waiting.until { script.told.withLock { $0.contains("ready") } })
        waiting.cancel()
        #expect(try await failure { try await waiting.value }.failure == .cancelled)
        #expect(try await score(policy) == [-2])
    }

    @Test("the end of the backend is the end of the child and of everything it started")
    func ends() async throws {
        let script = try ChildScript(
            #"read -r line; echo '{"id":1}'; tail -f /dev/null & echo $! >&2; echo $$ >&2; cat >/dev/null; tail -f /dev/null"#
        )
        let specification = script.specification()
        var policy: CommandPolicy? = CommandPolicy(
            CommandSpecification(name: "command:1", arguments: specification.arguments, grace: 0.1, log: specification.log),
            model: "m"
        )
        #expect(try await policy?.probe() != nil)
        #expect(await Waiting.until { script.told.withLock { $0.count } == 2 })
        policy = nil
        let processes = script.told.withLock { $0 }.compactMap { Int32($0) }
        #expect(processes.count == 2)
        #expect(await Waiting.until { processes.allSatisfy { ProcessLives.not($0) } })
    }
}

/// Whether a process is gone or only waits to be reaped.
enum ProcessLives {
    static func not(_ process: Int32) -> Bool {
        guard let bytes = SmallFile.read("/proc/\(process)/stat") else { return true }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
        return fields?.first == "Z" || fields?.first == "X"
    }
}
