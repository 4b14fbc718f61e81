import Scheduling

/// Weights that someone else loads (a person, a deployment, a command that only starts it): waits until the server shows them.
///
/// They are there when `/v1/models` has an entry whose root is the folder, or whose id is the label or the folder, under the name to ask for.
package struct ExternalControl: WeightControl {
    private let client: EndpointClient
    private let patience: Patience

    /// `client`'s address may end with `/v1` or not.
    package init(client: EndpointClient, patience: Patience) {
        self.client = client.at(client.address.atServerRoot())
        self.patience = patience
    }

    package func load(_ weights: ServedWeights) async throws {
        var seen = "nobody answered there"
        let isThere = try await patience.wait {
            do {
                let models = try await client.servedModels()
                let names = models.map { model in Excerpt.of(model.root.map { "\(model.id) (\($0))" } ?? model.id) }
                seen = "served: \(names.isEmpty ? "nothing" : names.joined(separator: ", "))"
                return models.contains { Self.shows($0, weights) }
            } catch let error as BackendError where Self.mayPass(error.failure) {
                seen = error.message
                return false
            }
        }
        guard isThere else {
            throw BackendError(
                .misconfigured,
                "\(client.address.authority)/v1/models does not show \(weights.label) from \(weights.path) as \(weights.model) after "
                    + "\(patience.seconds) seconds (\(seen)): load it and start again"
            )
        }
    }

    package func retire(_ weights: ServedWeights) async throws {}

    private static func shows(_ model: ServedModel, _ weights: ServedWeights) -> Bool {
        guard model.id == weights.model else { return false }
        return model.root == weights.path || model.id == weights.label || model.id == weights.path
    }

    /// What a server that is being restarted answers.
    private static func mayPass(_ failure: FailureClass) -> Bool {
        switch failure {
        case .unreachable, .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply: true
        default: false
        }
    }
}
