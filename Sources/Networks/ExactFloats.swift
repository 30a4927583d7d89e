/// Sums and products of Doubles that are wanted only when they are exact.
package enum ExactFloats {
    /// Elementwise a + b; `nil` when a sum is no Double.
    package static func sums(_ a: [Double], _ b: [Double]) -> [Double]? {
        var result: [Double] = []
        result.reserveCapacity(a.count)
        for (x, y) in zip(a, b) {
            let sum = x + y
            guard isExactSum(x, y, sum) else { return nil }
            result.append(sum)
        }
        return result
    }

    /// Elementwise a * b; `nil` when a product is no Double. The products of float32 numbers always are.
    package static func products(_ a: [Double], _ b: [Double]) -> [Double]? {
        var result: [Double] = []
        result.reserveCapacity(a.count)
        for (x, y) in zip(a, b) {
            guard let product = product(x, y) else { return nil }
            result.append(product)
        }
        return result
    }

    /// All elements times a factor; `nil` when a product is no Double.
    package static func products(_ a: [Double], _ factor: Double) -> [Double]? {
        if factor == 1 { return a }
        var result: [Double] = []
        result.reserveCapacity(a.count)
        for x in a {
            guard let product = product(x, factor) else { return nil }
            result.append(product)
        }
        return result
    }

    @inline(__always)
    package static func product(_ x: Double, _ y: Double) -> Double? {
        if x == 0 || y == 0 { return 0 }
        let product = x * y
        // Far above the subnormal numbers the error of a product is a float, and fused multiplication finds it.
        let leastSafe = 0x1p-960
        let isExact = product.isFinite && product.magnitude >= leastSafe && (-product).addingProduct(x, y) == 0
        return isExact ? product : nil
    }

    /// Whether `sum`, the rounded a + b, is a + b. Knuth's two-sum: the error of a float addition is a float.
    private static func isExactSum(_ a: Double, _ b: Double, _ sum: Double) -> Bool {
        guard sum.isFinite else { return false }
        let bPart = sum - a
        return (a - (sum - bPart)) + (b - bPart) == 0
    }
}
