import ArgumentParser
import Foundation

@testable import Commands

/// All commands that do something, with what their help lists.
enum CommandTree {
    struct Leaf: Sendable, CustomStringConvertible {
        /// Without the program's: `config show`.
        var name: String
        var type: any ParsableCommand.Type
        /// Arguments and options: `<config>`, `--set`.
        var entries: [(name: String, help: String)]

        var description: String { name }
    }

    static let leaves: [Leaf] = leaves(of: Selfplay.self, "")

    private static func leaves(of type: any ParsableCommand.Type, _ name: String) -> [Leaf] {
        let children = type.configuration.subcommands
        guard children.isEmpty else {
            return children.flatMap { leaves(of: $0, (name.isEmpty ? "" : name + " ") + ($0.configuration.commandName ?? "")) }
        }
        return [Leaf(name: name, type: type, entries: entries(Selfplay.helpMessage(for: type, columns: 1000)))]
    }

    /// Reads the lines `  --name <value>   What it is.` of a help text; after a long name what it is stands in the next line.
    private static func entries(_ help: String) -> [(name: String, help: String)] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { index in
            guard lines[index].hasPrefix("  "), let first = lines[index].dropFirst(2).first, first == "-" || first == "<" else {
                return nil
            }
            let words = lines[index].split(separator: " ")
            guard let name = words.first(where: { $0.hasPrefix("--") || $0.hasPrefix("<") }) else { return nil }
            let rest = words.drop { $0.hasPrefix("-") || $0.hasPrefix("<") }
            let next = lines.dropFirst(index + 1).first.map { $0.drop { $0 == " " } } ?? ""
            return (String(name), rest.isEmpty && !next.hasPrefix("-") ? String(next) : rest.joined(separator: " "))
        }
    }
}
