extension SpecMeaningError {
    /// Its number in the catalogue of spec-and-cli.md, 2.5. Numbers that the catalogue leaves open: S121 to S123 (names
    /// and includes), S241, S306, S334 to S336, N407 (any other defect of a model) and N408.
    package var code: String? {
        switch fault {
        case .missingNetwork: "S102"
        case .notANumber: "S110"
        case .notAWholeNumber: "S111"
        case .unsupportedNorm: "S115"
        case .duplicateID, .duplicateCase: "S120"
        case .redefinition: "S121"
        case .includeCycle: "S122"
        case .unreadableInclude: "S123"
        case .unknownInput, .outputInRegion, .hiddenInRegion: "S201"
        case .unknownOutput: "S202"
        case .elementOutOfRange(_, _, _, let isInput): isInput ? "S201" : "S202"
        case .wrongIndexCount: "S201"
        case .unknownClass, .noClasses, .labelOutOfRange: "S203"
        case .unknownLayer: "S204"
        case .neuronOutOfRange, .phaseCount: "S205"
        case .notPoints: "S104"
        case .undefinedName, .severalValues, .filteredParameter, .selfReference, .unusedSearch: "S220"
        case .unknownField, .missingField: "S221"
        case .negative, .notPositive, .sampleTooLarge, .topOutOfRange: "S230"
        case .tooManyChecks, .tooLongRange: "S240"
        case .tooManyCombinations, .unequalLists, .filterNeedsNetwork: "S241"
        case .emptyInterval: "S304"
        case .emptyRegion: "S305"
        case .inflateInUnits: "S306"
        case .unbounded, .noDomain: "S310"
        case .patternConflict: "S320"
        case .unreadablePattern: "S321"
        case .wrongPattern: "S322"
        case .scaleNotPositive: "S330"
        case .biasedCone, .bentCone: "S331"
        case .shiftedCone: "S332"
        case .brightness: "S334"
        case .originInCone: "S335"
        case .clipsDisagree: "S333"
        case .network(_, let cause): networkCode(cause)
        case .digest: "N406"
        case .tensorName, .entryCount, .zeroUnit, .repeatedName: "N408"
        case .shape: "N409"
        case .unknownData, .unknownPattern: "S220"
        case .rowsOutside: "D304"
        case .noLabels: "D310"
        case .data(let cause): cause.code ?? "D301"
        case .property(_, let cause): propertyCode(cause)
        }
    }

    private func networkCode(_ cause: any InputError) -> String {
        guard let model = cause as? ModelError else { return "N401" }
        return switch model {
        case .stopped: "N401"
        case .unknownFormat, .notONNX, .noGraph: "N402"
        case .unsupportedOperator, .refusedOperator, .unsupportedForm, .several, .unsupportedOpset, .opsetImports,
            .localFunctions:
            "N403"
        case .unknownShape, .batchSize: "N404"
        case .externalData: "N405"
        case .unsupportedElementType, .tensorSize, .nonFiniteWeight, .invalidNode, .missingTensor, .cycle, .inputCount,
            .mixedInputs, .noSuchHidden, .normalisedHidden, .noTensorNames, .outputCount, .missingOutput,
            .constantOutput, .madeTwice, .sparseInitializers, .segmentedTensor,
            .negativeDimension, .tensorTooLarge, .tornTensor, .simplificationDiffers, .nnetSyntax:
            "N407"
        }
    }

    private func propertyCode(_ cause: any InputError) -> String {
        guard let property = cause as? PropertyError else { return "V501" }
        return switch property {
        case .syntax, .unknownCommand, .unknownOperator, .tooDeep, .badNumber, .unknownType, .badDimension,
            .entryOutOfOrder, .lateNetwork, .relatedTwice, .halfNamed:
            "V502"
        case .unclosedParenthesis, .unclosedQuote: "V503"
        case .badVariableName, .undeclaredVariable, .declaredTwice, .missingVariable, .undeclaredTensor,
            .networkDeclaredTwice, .undeclaredNetwork:
            "V504"
        case .wrongIndexCount, .indexOutOfRange: "V505"
        case .unsupportedVersion, .notYetSupported: "V506"
        case .nonlinear, .divisionByZero: "V507"
        case .noInputs, .noAssertion, .inputWithoutBound, .boundOutOfRange, .emptyInputRange, .tooManyCases: "V508"
        case .inputCountMismatch, .outputCountMismatch, .normalisedOutput, .relatedCount, .relatedDimensions,
            .tensorCount, .tensorDimensions, .noSuchTensor, .tensorNamedTwice, .modelType, .floatArithmetic,
            .networksOfSeveralTypes, .notIsomorphic, .severalNetworks:
            "V509"
        }
    }
}
