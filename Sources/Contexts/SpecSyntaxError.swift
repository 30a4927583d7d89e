/// What can be wrong with the text of a spec file, before any name in it is looked up.
package struct SpecSyntaxError: InputError, Hashable {
    package let place: Place?
    package let fault: Fault

    package init(_ fault: Fault, at place: Place) {
        self.place = place
        self.fault = fault
    }

    /// One family of cases for each number of the catalogue, in its order.
    package enum Fault: Hashable, Sendable {
        // S001 to S004: the file
        case notYAML(YAMLFault)
        case tabIndentation
        case version(VersionFault)
        /// A layout that the formatter does not dare to change.
        case layout
        // S101 to S105: mappings and lists
        /// `known` in the order of the reference; `mapping` with its article, such as "a check".
        case unknownKey(String, mapping: String, known: [String], nearest: String?)
        /// A key that belongs to another form of the mapping than `partner`.
        case foreignKey(String, mapping: String, partner: String)
        case missingKeys([String], mapping: String, example: String)
        /// `ways` are the sets of keys, one of which must be there.
        case missingChoice(ways: [[String]], mapping: String, example: String)
        case missingValue(key: String, example: String)
        /// `mark`, one of `[ ] { } ,`, ends unquoted text between brackets; `text` is what was meant, as far as can be seen.
        case brokenText(mark: Character, text: String)
        case wrongKind(Subject, found: NodeKind, expected: [NodeKind], example: String)
        /// A list of the wrong length; `expected` in words, such as "two numbers".
        case wrongCount(Subject, found: Int, expected: String, example: String)
        case notAllowed(YAMLFeature)
        // S110 to S116: scalars
        case number(String, NumberFault, suggestion: String?)
        case integer(String, IntegerFault, suggestion: String?)
        case duration(String, DurationFault, suggestion: String?)
        case bytes(String, suggestion: String?)
        case path(String, PathFault)
        /// One of a few words. `key` is the key it stands under.
        case word(String, noun: String, known: [String], key: String, suggestion: String)
        case name(String, NameFault)
        // S210 and S211: constraints
        case nonlinear(Nonlinearity)
        case constraint(ConstraintFault)
    }

    package enum NodeKind: String, Hashable, Sendable {
        case scalar, list, mapping
    }

    /// What a message is about: the value of a key, or one item of its list.
    package enum Subject: Hashable, Sendable {
        case file
        case value(of: String)
        case item(of: String)
    }

    /// Why a text is not YAML.
    package enum YAMLFault: Hashable, Sendable {
        case notUTF8
        case controlCharacter(UInt32)
        case unclosedBracket(Character, opened: SourcePosition)
        case unexpectedInBrackets(String, opener: Character, opened: SourcePosition)
        case unclosedQuote(opened: SourcePosition)
        case unexpectedColon
        case keyWithoutColon
        case unexpectedDash
        case unstartable(Character)
        case anchorWithoutName(Character)
        case unknownAlias
        case blockHeader(Character)
        case outsideMapping(SourcePosition)
        /// A line that is indented almost like the one at `neighbour`.
        case indentation(neighbour: SourcePosition)
        case outsideList(SourcePosition)
        case missingContent
        case badEscape
        case duplicateKey(String, first: SourcePosition)
        case tooDeep(limit: Int)
        /// Anything else, in libYAML's words.
        case other(String)
    }

    /// What YAML has and spec files have not.
    package enum YAMLFeature: Hashable, Sendable {
        case mergeKey
        case tag(String)
        case secondDocument
        case directive
        case complexKey
        case aliasAsKey
        case tooManyAliases(limit: Int)
        case aliasExpansion(limit: Int)
    }

    package enum VersionFault: Hashable, Sendable {
        case empty
        case missing
        case notFirst
        case newer(String, supported: String)
        case unreadable(String, supported: String)
    }

    package enum NumberFault: Hashable, Sendable {
        /// A number starts well and goes on with this character.
        case unexpected(Character)
        case endsEarly
        case notANumber
        case leadingZero
        case zeroDenominator
        case tooLong(limit: Int)
    }

    package enum IntegerFault: Hashable, Sendable {
        case notWhole
        case negative
        case leadingZero
        case tooLarge
        /// `9..3`.
        case backwards
        case notARange
    }

    package enum DurationFault: Hashable, Sendable {
        case noUnit
        case unreadable
        case zero
    }

    package enum PathFault: Hashable, Sendable {
        case empty
        case ending([String])
        case severalLines
        /// Neither the name of a pattern nor a path.
        case neitherNameNorPath([String])
    }

    package enum NameFault: Hashable, Sendable {
        case characters(suggestion: String?)
        case reserved
        case looseDollar
        case field(String)
        case phase(Character)
        case rowFilter
        /// `relu[...]` that is no layer.
        case layer
        case hash
    }
}
