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

    @Test func usedUpMemoryStops() throws {
        let held = try #require(ResidentMemory.bytes)
        #expect(held > 1 << 20)
        let roomy = Limits(memory: held + (1 << 40))
        #expect(roomy.stop == nil && roomy.stop(before: 1 << 20) == nil && !roomy.isTight)
        #expect(try #require(roomy.freeMemory) > 1 << 39)
        #expect(Limits(memory: 1).stop == .memory)
        #expect(Limits(memory: 1).freeMemory == 0 && Limits(memory: 1).isTight)
        #expect(Limits().freeMemory == nil && !Limits().isTight && Limits().stop(before: Int.max / 2) == nil)
    }

    /// A step that does not fit ends the run, and its parts with it.
    @Test func aStepThatDoesNotFitEndsTheRun() throws {
        let held = try #require(ResidentMemory.bytes)
        let whole = Limits(deadline: .now + .seconds(1_000), memory: held + (1 << 40))
        let part = Limits(0.5, of: whole)
        #expect(part.stop(before: 1 << 30) == nil && part.stop == nil)
        #expect(part.stop(before: 1 << 41) == .memory)
        #expect(part.stop == .memory && whole.stop == .memory)
        #expect(try #require(part.freeMemory) > 0)
    }

    @Test func subproblemsAreCounted() {
        let whole = Limits(nodes: 10)
        let part = Limits(0.5, of: whole)
        part.spend(nodes: 9)
        #expect(part.stop == nil && whole.stop == nil)
        part.spend(nodes: 1)
        #expect(part.stop == .nodes && whole.stop == .nodes)
        #expect(Limits().stop == nil)
    }

    @Test func theWholeGoesOnWhenAPartHasNoTimeLeft() {
        let whole = Limits()
        let part = Limits(deadline: .now - .seconds(1), partOf: whole)
        #expect(part.stop == .timeout)
        #expect(whole.stop == nil)
    }
}
