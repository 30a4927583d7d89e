internal import CZ3

extension SMTSolver {
    /// The version of Z3, such as `4.8.12`. Needs no context.
    package static var libraryVersion: String {
        var (major, minor, build, revision): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        unsafe Z3_get_version(&major, &minor, &build, &revision)
        return "\(major).\(minor).\(build)"
    }
}
