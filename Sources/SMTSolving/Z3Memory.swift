internal import CZ3
import Contexts

/// Z3 under a memory limit.
///
/// Z3 has a limit of its own, `memory_max_size`, but its reader ends the process when it meets it. So it is interrupted,
/// and asked for nothing more between two portions of a text, while there is still room for what it does in one go: its
/// tables double when they are full, which on a text of 12 MB was a step from 0.6 to 1.2 GB.
enum Z3Memory {
    /// Why Z3 must end now, or `nil`. From any thread.
    static func stop(_ limits: Limits) -> StopCause? {
        if limits.freeMemory == nil { return limits.stop }
        return limits.stop(before: Int(clamping: Z3_get_estimated_alloc_size()))
    }
}
