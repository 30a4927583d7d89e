import Contexts

extension EngineRun {
    mutating func runMixedInteger() -> Verdict { .unknown(.incomplete(.milp)) }
    mutating func runSMT() -> Verdict { .unknown(.incomplete(.smt)) }
}
