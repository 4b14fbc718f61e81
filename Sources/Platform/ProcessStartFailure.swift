/// Why a program could not be started: a clause that names the program and what to change, without a capital and without a full stop.
package enum ProcessStartFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The argument list is empty.
    case noArguments
    /// No file stands at this path.
    case notFound(String)
    /// No folder of PATH has a program of this name.
    case notInPath(String)
    case notExecutable(String)
    case isFolder(String)
    /// Neither machine code nor a script that says in its first line who reads it.
    case noProgram(String)
    case noInterpreter(String)
    case directory(String, reason: String)
    /// The system's reason: too many processes, too long an argument list.
    case refused(String, reason: String)

    package var description: String {
        switch self {
        case .noArguments: "the command is empty: name a program"
        case .notFound(let path): "there is no program \(path)"
        case .notInPath(let name): "no folder of PATH has a program \(name): install it, or give its path"
        case .notExecutable(let path): "\(path) is not executable: chmod +x, or name its interpreter first"
        case .isFolder(let path): "\(path) is a folder, not a program"
        case .noProgram(let path): "\(path) is neither a program nor a script whose first line names its interpreter (#!)"
        case .noInterpreter(let path): "\(path) is a script whose interpreter, named in its first line, does not exist"
        case .directory(let path, let reason): "the working directory \(path) cannot be entered: \(reason)"
        case .refused(let program, let reason): "\(program) cannot be started: \(reason)"
        }
    }
}
