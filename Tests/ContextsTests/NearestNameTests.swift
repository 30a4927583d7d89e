import Contexts
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("psii", "psi"), ("proprety", "property"), ("l1", "1"), ("regionn", "region"), ("budgte", "budget"),
        ("id", "id"),
    ])
    func slips(_ word: String, _ meant: String) {
        #expect(NearestName.to(word, among: ["psi", "property", "region", "budget", "id", "1"]) == meant)
    }

    /// In a short word two wrong letters are another word, and three are in any.
    @Test(arguments: ["xyz", "not", "forx22", "b", "", "rgionnss", "theta"])
    func otherWords(_ word: String) {
        #expect(NearestName.to(word, among: ["psi", "for", "region", "x"]) == nil)
    }

    @Test func theNearestAndThenTheFirst() {
        #expect(NearestName.to("inputz", among: ["output", "inputs", "input"]) == "inputs")
        #expect(NearestName.to("inputs", among: ["input", "inputs"]) == "inputs")
    }
}
