import Contexts
import Testing

@Suite struct LimitsTests {
    @Test func aPartStopsWithTheWhole() {
        let whole = Limits()
        let part = Limits(deadline: .now + .seconds(1_000), partOf: whole)
        #expect(part.stop == nil)
        whole.interrupt()
        #expect(part.stop == .interrupted)
    }

    @Test func theWholeGoesOnWhenAPartHasNoTimeLeft() {
        let whole = Limits()
        let part = Limits(deadline: .now - .seconds(1), partOf: whole)
        #expect(part.stop == .timeout)
        #expect(whole.stop == nil)
    }
}
