/// Elementwise loops over blocks of one shape.
package enum ElementwiseKernels {
    /// target[r][j] (+)= source[r][j] * factors[j].
    package static func scale(_ source: Block, by factors: [Double], into target: Block, accumulate: Bool) {
        precondition(source.rows == target.rows && source.width == target.width, "shapes differ")
        precondition(factors.count == source.width, "factors do not fit")
        unsafe factors.withUnsafeBufferPointer { factors in
            for r in 0..<source.rows {
                let from = unsafe source.pointer + r * source.width
                let to = unsafe target.pointer + r * source.width
                for j in 0..<source.width {
                    let value = unsafe from[j] * factors[j]
                    unsafe to[j] = accumulate ? to[j] + value : value
                }
            }
        }
    }

    /// target[r][j] (+)= factor * source[r][j].
    package static func scale(_ source: Block, by factor: Double, into target: Block, accumulate: Bool) {
        precondition(source.rows == target.rows && source.width == target.width, "shapes differ")
        for j in 0..<(source.rows * source.width) {
            let value = unsafe factor * source.pointer[j]
            unsafe target.pointer[j] = accumulate ? target.pointer[j] + value : value
        }
    }

    /// target[r][j] += factor * (source[r][j] - target[r][j]).
    package static func approach(_ target: Block, _ source: Block, by factor: Double) {
        precondition(source.rows == target.rows && source.width == target.width, "shapes differ")
        for j in 0..<(source.rows * source.width) {
            unsafe target.pointer[j] += factor * (source.pointer[j] - target.pointer[j])
        }
    }

    /// target[r][first + j] = source[r][j].
    package static func copy(_ source: Block, into target: Block, at first: Int) {
        precondition(source.rows == target.rows && first >= 0 && first + source.width <= target.width, "shapes differ")
        for r in 0..<source.rows {
            unsafe (target.pointer + r * target.width + first).update(
                from: source.pointer + r * source.width, count: source.width)
        }
    }

    /// target[r][j] += source[r][first + j].
    package static func add(_ source: Block, from first: Int, to target: Block) {
        precondition(source.rows == target.rows && first >= 0 && first + target.width <= source.width, "shapes differ")
        for r in 0..<target.rows {
            let from = unsafe source.pointer + r * source.width + first
            let to = unsafe target.pointer + r * target.width
            for j in 0..<target.width { unsafe to[j] += from[j] }
        }
    }

    /// target[r][j] (+)= source[r][indices[j]].
    package static func gather(_ source: Block, _ indices: [Int], into target: Block, accumulate: Bool) {
        precondition(source.rows == target.rows && indices.count == target.width, "shapes differ")
        precondition(indices.allSatisfy { $0 >= 0 && $0 < source.width }, "index outside the source")
        for r in 0..<source.rows {
            let from = unsafe source.pointer + r * source.width
            let to = unsafe target.pointer + r * target.width
            for j in 0..<indices.count {
                let value = unsafe from[indices[j]]
                unsafe to[j] = accumulate ? to[j] + value : value
            }
        }
    }

    /// target[r][indices[j]] += source[r][j]; the target is cleared first unless `accumulate`.
    package static func scatter(_ source: Block, _ indices: [Int], into target: Block, accumulate: Bool) {
        precondition(source.rows == target.rows && indices.count == source.width, "shapes differ")
        precondition(indices.allSatisfy { $0 >= 0 && $0 < target.width }, "index outside the target")
        if !accumulate { target.fill(0) }
        for r in 0..<source.rows {
            let from = unsafe source.pointer + r * source.width
            let to = unsafe target.pointer + r * target.width
            for j in 0..<indices.count { unsafe to[indices[j]] += from[j] }
        }
    }

    /// Adds `addends` to every row.
    package static func add(_ addends: [Double], to target: Block) {
        precondition(addends.count == target.width, "addends do not fit")
        unsafe addends.withUnsafeBufferPointer { addends in
            for r in 0..<target.rows {
                let to = unsafe target.pointer + r * target.width
                for j in 0..<target.width { unsafe to[j] += addends[j] }
            }
        }
    }

    /// target = max(source, 0).
    package static func relu(_ source: Block, into target: Block) {
        precondition(source.rows == target.rows && source.width == target.width, "shapes differ")
        for j in 0..<(source.rows * source.width) { unsafe target.pointer[j] = max(source.pointer[j], 0) }
    }

    /// Sets to 0 the elements of `target` whose partner in `preActivation` is not positive: the gradient of a ReLU.
    package static func mask(_ target: Block, where preActivation: Block) {
        precondition(preActivation.rows == target.rows && preActivation.width == target.width, "shapes differ")
        for j in 0..<(target.rows * target.width) where unsafe preActivation.pointer[j] <= 0 {
            unsafe target.pointer[j] = 0
        }
    }
}
