import Glibc

/// Student's t distribution with a whole number of degrees of freedom.
enum StudentT {
    /// The number that t exceeds with probability 0.025, to six decimals.
    static func quantile975(_ degrees: Int) -> Double {
        var low = 0.0
        var high = 13.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if central(middle, degrees) < 0.95 { low = middle } else { high = middle }
        }
        return (low * 1e6).rounded() / 1e6
    }

    /// P(|T| < t), by the finite sums of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    static func central(_ t: Double, _ degrees: Int) -> Double {
        let ratio = t / Double(degrees).squareRoot()
        let squaredCosine = 1 / (1 + ratio * ratio)
        let sine = ratio * squaredCosine.squareRoot()
        let isOdd = degrees % 2 == 1
        if degrees == 1 { return atan(ratio) * 2 / Double.pi }
        var term = isOdd ? squaredCosine.squareRoot() : 1
        var sum = term
        var index = isOdd ? 3 : 2
        while index <= degrees - 2 {
            term *= squaredCosine * Double(index - 1) / Double(index)
            sum += term
            index += 2
        }
        return isOdd ? (atan(ratio) + sine * sum) * 2 / Double.pi : sine * sum
    }
}
