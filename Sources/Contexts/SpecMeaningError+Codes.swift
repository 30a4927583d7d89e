extension SpecMeaningError {
    /// Its number in the catalogue of spec-and-cli.md, 2.5. Numbers that the catalogue leaves open: S121 to S124 (names
    /// and includes), S241, S306, S334 to S336, N407 (any other defect of a model) and N408.
    package var code: String? {
        switch self {
        case .missingNetwork: "S102"
        case .notANumber: "S110"
        case .notAWholeNumber: "S111"
        case .unsupportedNorm: "S115"
        case .duplicateID, .duplicateCase: "S120"
        case .redefinition: "S121"
        case .includeCycle: "S122"
        case .notForIncludes: "S123"
        case .unreadableInclude: "S124"
        case .unknownInput, .outputInRegion, .hiddenInRegion: "S201"
        case .unknownOutput: "S202"
        case .elementOutOfRange(_, _, _, _, let isInput): isInput ? "S201" : "S202"
        case .wrongIndexCount: "S201"
        case .unknownClass, .labelOutOfRange: "S203"
        case .unknownLayer: "S204"
        case .neuronOutOfRange, .phaseCount, .unknownPhase: "S205"
        case .constantConstraint: "S212"
        case .notPoints: "S104"
        case .undefinedName, .severalValues, .selfReference, .unusedSearch: "S220"
        case .unknownField, .missingField: "S221"
        case .negative, .notPositive, .sampleTooLarge, .topOutOfRange: "S230"
        case .tooManyChecks: "S240"
        case .tooManyCombinations, .unequalLists, .filterNeedsNetwork: "S241"
        case .emptyInterval: "S304"
        case .emptyRegion: "S305"
        case .inflateInUnits: "S306"
        case .unbounded, .noDomain: "S310"
        case .patternConflict: "S320"
        case .unreadablePattern: "S321"
        case .wrongPattern: "S322"
        case .scaleNotPositive: "S330"
        case .biasedCone: "S331"
        case .shiftedCone: "S332"
        case .clipsDisagree: "S333"
        case .network(_, _, let cause): networkCode(cause)
        case .digest: "N406"
        case .tensorName, .entryCount, .zeroUnit, .repeatedName: "N408"
        case .shape: "N409"
        case .unknownData, .unknownPattern: "S220"
        case .rowsOutside: "D304"
        case .noLabels: "D310"
        case .data(_, let cause): cause.code ?? "D301"
        case .property(_, _, let cause): propertyCode(cause)
        }
    }

    package var place: Place? {
        switch self {
        case .missingNetwork(let place), .redefinition(let place, _, _, _), .includeCycle(let place, _),
            .notForIncludes(let place, _), .unreadableInclude(let place, _, _), .duplicateID(let place, _, _),
            .duplicateCase(let place, _, _, _, _), .unknownInput(let place, _, _), .unknownOutput(let place, _, _, _),
            .outputInRegion(let place, _), .hiddenInRegion(let place, _), .elementOutOfRange(let place, _, _, _, _),
            .wrongIndexCount(let place, _, _, _), .unknownClass(let place, _, _, _),
            .labelOutOfRange(let place, _, _, _), .unknownLayer(let place, _, _), .neuronOutOfRange(let place, _, _, _),
            .phaseCount(let place, _, _, _), .unknownPhase(let place, _, _), .undefinedName(let place, _, _, _),
            .severalValues(let place, _, _), .notPoints(let place), .filterNeedsNetwork(let place, _),
            .unknownField(let place, _, _, _), .missingField(let place, _, _), .selfReference(let place, _),
            .unusedSearch(let place, _), .notANumber(let place, _, _), .notAWholeNumber(let place, _, _),
            .unsupportedNorm(let place), .constantConstraint(let place, _), .negative(let place, _, _),
            .notPositive(let place, _, _), .sampleTooLarge(let place, _, _, _), .topOutOfRange(let place, _, _),
            .unequalLists(let place, _), .tooManyChecks(let place, _, _), .tooManyCombinations(let place, _, _, _),
            .emptyInterval(let place, _, _), .emptyRegion(let place, _, _, _, _, _),
            .unbounded(let place, _, _, _), .noDomain(let place), .inflateInUnits(let place),
            .patternConflict(let place, _, _, _), .wrongPattern(let place, _, _, _),
            .unreadablePattern(let place, _, _), .unknownPattern(let place, _, _), .scaleNotPositive(let place, _), .biasedCone(let place, _, _),
            .shiftedCone(let place), .clipsDisagree(let place, _, _), .network(let place, _, _),
            .digest(let place, _, _, _), .tensorName(let place, _, _, _), .entryCount(let place, _, _, _, _),
            .zeroUnit(let place, _), .repeatedName(let place, _), .shape(let place, _, _, _),
            .unknownData(let place, _, _), .rowsOutside(let place, _, _, _, _), .noLabels(let place, _, _, _),
            .data(let place, _), .property(let place, _, _):
            place
        }
    }

    private func networkCode(_ cause: any InputError) -> String {
        guard let model = cause as? ModelError else { return "N401" }
        return switch model {
        case .unknownFormat, .notONNX, .noGraph: "N402"
        case .unsupportedOperator, .unsupportedForm, .unsupportedOpset, .opsetImports, .localFunctions: "N403"
        case .unknownShape, .batchSize: "N404"
        case .externalData: "N405"
        case .unsupportedElementType, .tensorSize, .nonFiniteWeight, .invalidNode, .missingTensor, .cycle, .inputCount,
            .outputCount, .missingOutput, .constantOutput, .madeTwice, .sparseInitializers, .segmentedTensor,
            .negativeDimension, .tensorTooLarge, .tornTensor, .nnetSyntax:
            "N407"
        }
    }

    private func propertyCode(_ cause: any InputError) -> String {
        guard let property = cause as? PropertyError else { return "V501" }
        return switch property {
        case .syntax, .unknownCommand, .unknownOperator, .tooDeep, .badNumber, .unknownType, .badDimension: "V502"
        case .unclosedParenthesis, .unclosedQuote: "V503"
        case .badVariableName, .undeclaredVariable, .declaredTwice, .missingVariable, .undeclaredTensor: "V504"
        case .wrongIndexCount, .indexOutOfRange: "V505"
        case .unsupportedVersion, .notYetSupported: "V506"
        case .nonlinear, .divisionByZero: "V507"
        case .noInputs, .noAssertion, .inputWithoutBound, .boundOutOfRange, .emptyInputRange, .tooManyCases: "V508"
        case .inputCountMismatch, .outputCountMismatch: "V509"
        }
    }
}
