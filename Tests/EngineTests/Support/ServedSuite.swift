import Testing

/// Starts a suite's servers before its first test and ends them after its last.
struct ServedSuite: SuiteTrait, TestScoping {
    let fleet: @Sendable () throws -> Fleet

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await fleet().serve(function)
    }
}

extension Trait where Self == ServedSuite {
    static func served(by fleet: @escaping @Sendable () throws -> Fleet) -> Self { ServedSuite(fleet: fleet) }
}
