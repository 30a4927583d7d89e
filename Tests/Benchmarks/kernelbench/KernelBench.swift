import Foundation
import Kernels

/// `make bench-kernels`: how near the backward step comes to the speed of its matrix product, and what its rounding
/// accounting costs.
@main struct KernelBench {
    private static let width = 256
    private static let rounds = 51
    private static let leastTime = 0.005

    /// Rows, and the subproblems they belong to. In a search most rows share their subproblem with others.
    private static let shapes = [(1, 1), (64, 64), (1024, 1024), (1024, 64)]

    static func main() {
        MatrixProducts.useOneThread()
        print(
            """
            Backward step over \(width)x\(width) layers: bias, product, ReLU. One thread, medians of \(rounds) rounds.
            GFLOP/s count the product only, per second of processor time.
            kernels   \(ProcessorFeatures.kernels)
            OpenBLAS  \(MatrixProducts.libraryConfiguration)

               rows  subproblems       GEMM       step  of GEMM  step without accounting  accounting costs
            """)
        for (rows, subproblems) in shapes {
            let sample = LayerSample(width: width, rows: rows, subproblems: subproblems)
            print(line(sample, seconds: measure(sample)))
        }
    }

    /// Seconds of the product, the step, and the step without accounting, round by round.
    private static func measure(_ sample: LayerSample) -> [[Double]] {
        let accounted = AccountedStep(sample)
        let plain = PlainStep(sample)
        accounted.run()
        plain.run()
        for row in 0..<sample.rows {
            let difference = abs(accounted.constant[row] - plain.constant.pointer[row])
            precondition(difference < 1e-9, "the two steps do not compute the same")
        }
        return Stopwatch.rounds(rounds, leastTime: leastTime, [plain.multiply, accounted.run, plain.run])
    }

    private static func line(_ sample: LayerSample, seconds: [[Double]]) -> String {
        func speed(_ work: Int) -> Double { sample.operations / seconds.map { $0[work] }.median / 1e9 }
        let share = seconds.map { $0[0] / $0[1] }.median
        let cost = seconds.map { $0[1] / $0[2] }.median
        return String(
            format: "%7d %12d %10.2f %10.2f %6.0f %% %24.2f %16.2fx", sample.rows, sample.subproblems, speed(0),
            speed(1), 100 * share, speed(2), cost)
    }
}
