import Testing

@testable import Orchestrator

/// When facts are written: as soon as the previous commit has returned and a fact waits.
@Suite struct GroupCommitTests {
    @Test func theFirstFactIsWrittenAtOnce() {
        var recorder = GroupCommit<Int>()
        #expect(recorder.isIdle)
        #expect(recorder.submit([1, 2]) == [1, 2])
        #expect(recorder.isCommitting && !recorder.isIdle)
        #expect(recorder.waiting == 0)
    }

    @Test func whatComesMeanwhileIsWrittenWhenTheCommitReturns() {
        var recorder = GroupCommit<Int>()
        _ = recorder.submit([1])
        #expect(recorder.submit([2]) == nil)
        #expect(recorder.submit([3, 4]) == nil)
        #expect(recorder.waiting == 3)
        #expect(recorder.committed() == [2, 3, 4])
        #expect(recorder.committed() == nil)
        #expect(recorder.isIdle)
    }

    @Test func aRequestWithoutFactsWritesNothing() {
        var recorder = GroupCommit<Int>()
        #expect(recorder.submit([]) == nil)
        #expect(recorder.isIdle)
    }

    @Test func aCommitHoldsAtMost256FactsAndARequestsFactsStayTogether() {
        var recorder = GroupCommit<Int>()
        _ = recorder.submit([0])
        for request in 1...60 { _ = recorder.submit(Array(repeating: request, count: 5)) }
        let first = recorder.committed() ?? []
        #expect(first.count == 255, "51 whole requests of 5")
        #expect(first.last == 51)
        #expect(recorder.waiting == 45)
        #expect(recorder.committed() == (52...60).flatMap { Array(repeating: $0, count: 5) })
        #expect(GroupCommit<Int>.limit == 256)
    }

    @Test func exactly256FactsAreOneCommit() {
        var recorder = GroupCommit<Int>()
        _ = recorder.submit([0])
        for request in 1...257 { _ = recorder.submit([request]) }
        #expect(recorder.committed()?.count == 256)
        #expect(recorder.committed() == [257])
    }

    @Test func aRequestLargerThanACommitIsStillWrittenWhole() {
        var recorder = GroupCommit<Int>()
        _ = recorder.submit([0])
        _ = recorder.submit([1])
        _ = recorder.submit(Array(repeating: 2, count: 1000))
        #expect(recorder.committed() == [1])
        #expect(recorder.committed()?.count == 1000)
        #expect(recorder.isIdle == false)
        #expect(recorder.committed() == nil)
    }
}
