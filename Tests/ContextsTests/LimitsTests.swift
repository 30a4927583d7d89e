import Contexts
import Testing

@Suite struct LimitsTests {
    private func seconds(_ limits: Limits) -> Double? { limits.remaining?.seconds }

    @Test func aPartHasAShareOfTheTime() throws {
        let whole = Limits(deadline: .now + .seconds(100))
        let half = try #require(seconds(Limits(0.5, of: whole)))
        #expect(half > 40 && half <= 50)
        let capped = try #require(seconds(Limits(0.5, of: whole, atMost: .seconds(7))))
        #expect(capped > 5 && capped <= 7)
        let shared = try #require(seconds(Limits(0.01, of: whole, atMost: .seconds(7))))
        #expect(shared <= 1)
    }

    @Test func withoutADeadlineTheMostIsOne() throws {
        #expect(Limits(0.5, of: Limits()).deadline == nil)
        let capped = try #require(seconds(Limits(0.5, of: Limits(), atMost: .seconds(7))))
        #expect(capped > 5 && capped <= 7)
    }

    @Test func aPartStopsWithTheWhole() {
        let whole = Limits()
        let part = Limits(0.5, of: Limits(0.5, of: whole))
        #expect(part.stop == nil)
        whole.interrupt()
        #expect(part.stop == .interrupted)
        #expect(Limits(0.5, of: Limits(deadline: .now)).stop == .timeout)
    }

    @Test func aPartWithADeadlineStopsWithTheWhole() {
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
