/// One vector a response of a table, one after the other in one array; a response without one has zeros.
package struct VectorTable: Sendable {
    package let dimension: Int
    /// `dimension` numbers a response; each vector has length 1 or 0.
    package private(set) var values: [Float] = []

    package init(dimension: Int) {
        self.dimension = dimension
    }

    /// Adds the next response's vector, scaled to length 1; nil, or one of another dimension or without length, counts as missing.
    package mutating func append(_ vector: [Float]?) {
        var length = 0.0
        for value in vector ?? [] { length += Double(value) * Double(value) }
        guard let vector, vector.count == dimension, length > 0, length.isFinite else {
            return values.append(contentsOf: repeatElement(0, count: dimension))
        }
        let scale = Float(1 / length.squareRoot())
        for value in vector { values.append(value * scale) }
    }

    /// The cosine of two responses' vectors; NaN where one is missing.
    package func cosine(_ first: Int, _ second: Int) -> Double {
        var product = 0.0
        var (firstLength, secondLength) = (0.0, 0.0)
        for place in 0..<dimension {
            let left = Double(values[first * dimension + place])
            let right = Double(values[second * dimension + place])
            product += left * right
            firstLength += left * left
            secondLength += right * right
        }
        guard firstLength > 0, secondLength > 0 else { return .nan }
        return max(-1, min(1, product))
    }

    /// The mean of some responses' vectors; missing ones count for nothing, and of none it is all zeros.
    func mean(of responses: [Int]) -> [Double] {
        var mean = [Double](repeating: 0, count: dimension)
        let present = responses.filter { response in (0..<dimension).contains { values[response * dimension + $0] != 0 } }
        for response in present {
            for place in 0..<dimension { mean[place] += Double(values[response * dimension + place]) }
        }
        for place in mean.indices where !present.isEmpty { mean[place] /= Double(present.count) }
        return mean
    }

    /// The cosine of a response's vector and another one; NaN where either has no length.
    func cosine(_ response: Int, _ other: [Double]) -> Double {
        var product = 0.0
        var (length, otherLength) = (0.0, 0.0)
        for place in 0..<dimension {
            let value = Double(values[response * dimension + place])
            product += value * other[place]
            length += value * value
            otherLength += other[place] * other[place]
        }
        guard length > 0, otherLength > 0 else { return .nan }
        return max(-1, min(1, product / (length * otherLength).squareRoot()))
    }
}
