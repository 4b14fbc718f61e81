/// What was read from an endpoint, apart from how: judged without asking anybody anything.
package protocol ProbeReading: Sendable {
    var findings: [ProbeFinding] { get }
}
