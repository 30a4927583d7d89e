import CKernels

/// What the processor offers to the kernels.
package enum ProcessorFeatures {
    /// The instruction sets that matter here and that the processor has; empty on processors that are not asked.
    package static var names: [String] {
        let bits = orthant_processor_features()
        return ["sse4.2", "avx", "avx2", "fma", "avx512f"].enumerated().filter { bits & 1 << $0.offset != 0 }
            .map(\.element)
    }

    /// The version of the kernels that runs: `x86-64-v3`, or `baseline`.
    package static var kernels: String {
        orthant_runs_wide_kernels() != 0 ? "x86-64-v3" : "baseline"
    }
}
