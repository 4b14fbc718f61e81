/// What a server said of itself when it was reached.
package struct ReachReading: ProbeReading, Hashable {
    package var probe: BackendProbe
    /// The model asked for; empty where a server serves one without a name.
    package var model: String

    package init(probe: BackendProbe, model: String) {
        self.probe = probe
        self.model = model
    }

    package var findings: [ProbeFinding] {
        var text = probe.server.map { Excerpt.of($0, limit: 80) } ?? "answers"
        if !model.isEmpty { text += ", model \(model)" }
        if let context = probe.contextLength { text += ", context \(context) tokens" }
        if let version = probe.weightVersion, !version.isEmpty { text += ", weights \(Excerpt.of(version, limit: 80))" }
        return [ProbeFinding(.reachable, .good, text, value: probe.contextLength.map { Double($0) })]
    }
}
