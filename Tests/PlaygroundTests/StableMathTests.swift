import Foundation
import Testing

@testable import Playground

@Suite struct StableMathTests {
    @Test func exponentialsAreThoseOfTheMathLibrary() {
        var inputs: [Double] = [0, -0.0, -1, -Double.leastNonzeroMagnitude, -699.999]
        var x = 0.0
        while x > -699 {
            inputs.append(x)
            x -= 0.0173
        }
        var results = [Double](repeating: 0, count: inputs.count)
        let sum = StableMath.exponentials(of: inputs, shift: 0, scale: 1, powers: StableMath.powers, into: &results, count: inputs.count)
        for (input, result) in zip(inputs, results) {
            #expect(abs(result - exp(input)) <= 3 * exp(input).ulp)
        }
        #expect(results[0] == 1)
        #expect(sum == results.reduce(0, +))
    }

    @Test func shiftAndScaleApplyAndTheFarEndIsZero() {
        let inputs: [Double] = [5, 3, -1000, 5]
        var results = [Double](repeating: 9, count: 4)
        _ = StableMath.exponentials(of: inputs, shift: 5, scale: 0.5, powers: StableMath.powers, into: &results, count: 3)
        #expect(results[0] == 1)
        #expect(abs(results[1] - exp(-1)) < 1e-15)
        #expect(abs(results[2] - exp(-502.5)) <= 3 * exp(-502.5).ulp)
        #expect(results[3] == 9)
        _ = StableMath.exponentials(of: inputs, shift: 5, scale: 1e9, powers: StableMath.powers, into: &results, count: 3)
        #expect(results[2] == 0)
    }

    @Test func logarithmsAreThoseOfTheMathLibrary() {
        var x = 1e-300
        while x < 1e300 {
            #expect(abs(StableMath.log(x) - log(x)) <= 2 * abs(log(x)).ulp)
            x *= 1.37
        }
        for step in 1..<2000 {
            let near = 0.5 + Double(step) * 0.00071
            #expect(abs(StableMath.log(near) - log(near)) <= max(2 * abs(log(near)).ulp, 1e-17))
        }
        #expect(StableMath.log(1) == 0)
    }
}
