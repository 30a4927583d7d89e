/// How a run that was interrupted goes on.
enum Resumption {
    /// The call of this process again, from a check on.
    static func hint(from id: String) -> String {
        var words: [String] = []
        var skips = false
        for word in CommandLine.arguments.dropFirst() {
            if skips {
                skips = false
            } else if word == "--from" {
                skips = true
            } else if !word.hasPrefix("--from=") {
                words.append(word)
            }
        }
        let call = (words + ["--from", id]).map(\.quotedForShell).joined(separator: " ")
        return "interrupted; for the rest: orthant \(call)"
    }
}

extension String {
    /// The text as one word of a shell.
    fileprivate var quotedForShell: String {
        let plain = { (character: Character) in
            character.isASCII && (character.isLetter || character.isNumber || "/._-+=:,@%".contains(character))
        }
        if !isEmpty && allSatisfy(plain) { return self }
        return "'" + replacing("'", with: "'\\''") + "'"
    }
}
