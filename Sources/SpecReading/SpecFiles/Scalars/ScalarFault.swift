import Contexts

/// What is wrong with a text, and with which part of it, in Unicode scalars from 0.
struct ScalarFault: Error {
    let fault: SpecSyntaxError.Fault
    let range: Range<Int>
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
    /// A character of a name.
    var isWord: Bool { isLetter || isDigit }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
