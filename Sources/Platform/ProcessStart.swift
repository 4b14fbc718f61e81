import CPlatform
import Glibc

/// How a process of another program begins: in a session and process group of its own, with default signals, holding no descriptor of ours
/// but those named here.
///
/// No shell is involved: every argument reaches the program as it is.
package struct ProcessStart: Sendable {
    /// The program, by path or by a name that is looked up in PATH, and its arguments.
    package var arguments: [String]
    /// Variables beside the inherited ones, or instead of them.
    package var environment: [String: String]
    /// Where the program starts; nil: where we are. A program's relative path counts from here.
    package var directory: String?
    /// The descriptors that become stdin, stdout and stderr.
    package var input: Int32
    package var output: Int32
    package var errors: Int32
    /// A descriptor that stays open as number 3.
    package var kept: Int32?
    /// The signal that reaches the process when the *thread* that called `start` ends, as it does when our process is killed.
    package var deathSignal: Int32?

    package init(
        arguments: [String],
        environment: [String: String] = [:],
        directory: String? = nil,
        input: Int32,
        output: Int32,
        errors: Int32,
        kept: Int32? = nil,
        deathSignal: Int32? = nil
    ) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.input = input
        self.output = output
        self.errors = errors
        self.kept = kept
        self.deathSignal = deathSignal
    }

    /// Starts the process and returns its id, which is also that of its group and session. Blocks for the milliseconds until the program runs.
    package func start() throws(ProcessStartFailure) -> Int32 {
        let path = environment["PATH"] ?? getenv("PATH").map { String(cString: $0) }
        let program = try ProgramSearch.find(arguments.first ?? "", path: path, directory: directory)
        var fault = platform_fault()
        let process = withCStrings(arguments) { arguments in
            withCStrings(variables) { variables in
                withCString(program) { program in
                    withCString(directory) { directory in
                        var description = platform_start(
                            program: program,
                            arguments: arguments,
                            variables: variables,
                            directory: directory,
                            input: input,
                            output: output,
                            errors: errors,
                            kept: kept ?? -1,
                            death_signal: deathSignal ?? 0
                        )
                        return platform_start(&description, &fault)
                    }
                }
            }
        }
        guard process < 0 else { return process }
        throw failure(fault, program)
    }

    /// The inherited variables and ours as `NAME=value`.
    private var variables: [[UInt8]] {
        var result: [[UInt8]] = []
        var next = platform_environment()
        // As bytes: a value need not be UTF-8.
        while let variable = next?.pointee {
            let bytes = Array(UnsafeBufferPointer(start: variable, count: strlen(variable))).map { UInt8(bitPattern: $0) }
            let name = String(decoding: bytes.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            if environment[name] == nil { result.append(bytes) }
            next = next?.advanced(by: 1)
        }
        return result + environment.sorted { $0.key < $1.key }.map { Array("\($0.key)=\($0.value)".utf8) }
    }

    private func failure(_ fault: platform_fault, _ program: String) -> ProcessStartFailure {
        let reason = String(cString: strerror(fault.code))
        switch platform_step(rawValue: UInt32(fault.step)) {
        case PLATFORM_STEP_DIRECTORY: return .directory(directory ?? "", reason: reason)
        case PLATFORM_STEP_PROGRAM:
            switch fault.code {
            case EACCES: return .notExecutable(program)
            case ENOEXEC: return .noProgram(program)
            // The file is there, as the search has seen: what is missing is the interpreter it names.
            case ENOENT: return .noInterpreter(program)
            default: return .refused(program, reason: reason)
            }
        default: return .refused(program, reason: reason)
        }
    }

    private func withCStrings<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        withCStrings(texts.map { Array($0.utf8) }, body)
    }

    private func withCStrings<Result>(
        _ texts: [[UInt8]],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        let pointers = texts.map { text in strdup(text.map { CChar(bitPattern: $0) } + [0]) }
        defer { for pointer in pointers { free(pointer) } }
        return (pointers + [nil]).withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private func withCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
        guard let text else { return body(nil) }
        return text.withCString { body($0) }
    }
}
