import Testing

@testable import Specifications

@Suite struct CombinationTests {
    @Test func inLexicographicOrder() {
        #expect(
            Array(Combinations(of: [1, 2, 3, 4], choosing: 2)) == [
                [1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4],
            ])
        #expect(Array(Combinations(of: [1, 2], choosing: 2)) == [[1, 2]])
        #expect(Array(Combinations(of: [1], choosing: 2)).isEmpty)
    }

    @Test func counts() {
        #expect(Combinations<Int>.count(of: 9, choosing: 4, atMost: 200) == 126)
        #expect(Combinations<Int>.count(of: 9, choosing: 4, atMost: 100) == nil)
        #expect(Combinations<Int>.count(of: 3, choosing: 0, atMost: 1) == 1)
    }
}

@Suite struct RowSamplerTests {
    /// SplitMix64 from 0 draws 0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4 and 0x06C45D188009454F, which are 5 modulo 10, 0
    /// modulo 9 and 7 modulo 8: the shuffle takes entries 0 + 5, 1 + 0 and 2 + 7.
    @Test func followsItsDescription() {
        var sampler = RowSampler(seed: 0)
        #expect(sampler.sample(3, of: 10) == [1, 5, 9])
    }

    @Test func isWithoutReplacement() {
        var sampler = RowSampler(seed: 42)
        #expect(sampler.sample(100, of: 100) == Array(0..<100))
    }
}
