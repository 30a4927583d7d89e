internal import CGLPK

extension LPSolver {
    /// The version of GLPK, such as `5.0`.
    package static var libraryVersion: String {
        guard let text = unsafe glp_version() else { return "unknown" }
        return unsafe String(cString: text)
    }
}
