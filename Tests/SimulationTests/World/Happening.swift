import Orchestrator

/// One thing that happens in the simulated world.
///
/// Those with a life are of our own process: they mean nothing once it has died and another one was started.
enum Happening {
    /// The machine is told something.
    case told(life: Int, RoundEvent)
    /// A page is read: the instant of the read transaction's snapshot.
    case snapshot(life: Int, StageID, after: Int64, limit: Int)
    /// The commit under way reaches the disk.
    case durable(life: Int)
    /// A server is asked whether it is there.
    case probe(life: Int, StageID, endpoint: Int)
    /// A server's load is read.
    case observe(life: Int, StageID, endpoint: Int)
    /// A server joins a stage, or leaves it, while our process lives.
    case joins(life: Int, StageID)
    case leaves(life: Int, StageID, endpoint: Int)
    /// A server has finished with a request.
    case served(life: Int, call: Int)
    /// Our process is killed.
    case crash(life: Int)
    /// Our process is asked to end.
    case drain(life: Int)
    case cancel(life: Int)
    /// A server dies, starts to load its weights, answers again.
    case serverDies(Int)
    case serverLoads(Int)
    case serverAnswers(Int)
}
