import CKernels

/// Memory that the allocator keeps for later.
package enum FreeMemory {
    /// Gives it back to the system, so that what one run leaves behind does not count for the next. Does nothing where the
    /// C library is not that of Linux.
    package static func giveBack() {
        orthant_give_back_memory()
    }
}
