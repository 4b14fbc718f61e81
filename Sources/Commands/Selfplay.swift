package import ArgumentParser

package struct Selfplay: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(commandName: "selfplay")
    package init() {}
}
