/// A server calls a request of one item too large.
struct BatchLimitFault: Error {}
