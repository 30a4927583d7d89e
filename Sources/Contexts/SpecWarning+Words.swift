extension SpecWarning {
    /// W001 to W012, in the order of the cases.
    package var code: String? {
        switch oddity {
        case .falseAtCenter: "W001"
        case .emptyRegion: "W002"
        case .constantOutputs: "W003"
        case .classOutOfReach: "W004"
        case .classWithoutRows: "W005"
        case .unnormalised: "W006"
        case .unscaledBytes: "W007"
        case .largeRadius: "W008"
        case .originInCone: "W009"
        case .float32: "W010"
        case .noCase: "W011"
        case .unitsOfModel: "W012"
        }
    }

    package var problem: String {
        switch oddity {
        case .falseAtCenter(let first, let cases, let tried):
            "the property is already false at the centre" + (first.isEmpty ? "" : " for \(first)")
                + (cases > 1 ? " and for \(cases - 1) more of the \(tried) cases tried" : "")
        case .emptyRegion(let first):
            "the region holds no point" + (first.isEmpty ? "" : " for \(first)") + ", so every property holds on it"
        case .constantOutputs(let outputs, let count):
            count == 1
                ? "output \(outputs[0]) is the same on the whole region"
                : "outputs \(outputs.joined(separator: ", "))\(count > outputs.count ? " and \(count - outputs.count) more" : "")"
                    + " are the same on the whole region"
        case .classOutOfReach(let name, let rival):
            "class \(name) is out of reach: \(rival) beats it on the whole region"
        case .classWithoutRows(let name, let data): "no row of the data set \(data) has the label \(name)"
        case .unnormalised(let data, let least, let greatest, let interval):
            "the points of \(data) go from \(least) to \(greatest), far outside \(interval)"
        case .unscaledBytes(let data, let greatest):
            "the points of \(data) are bytes up to \(greatest) without a scale"
        case .largeRadius(let radius, let range):
            "radius \(radius) is as large as the whole range of the inputs, \(range)"
        case .originInCone: "the base of the cone contains the origin, where all outputs of a zero-bias network are 0"
        case .float32: "the network is to be taken in float32 arithmetic, and 'holds' is proved for real arithmetic"
        case .noCase: "the check has no case"
        case .unitsOfModel(let path): "'\(path)' has units of its own, and numbers here are taken as normalised"
        }
    }

    package var fix: String {
        switch oddity {
        case .falseAtCenter: "choose rows with  where: correct, or check the class"
        case .emptyRegion: "check clip, within and the radius"
        case .constantOutputs:
            "check the network: its weights to these outputs are 0, or the neurons before them are dead"
        case .classOutOfReach: "check the class and the region"
        case .classWithoutRows: "check the class; labels count from 0"
        case .unnormalised: "give the data a scale, e.g.  scale: 1/255"
        case .unscaledBytes: "add  scale: 1/255  if the network was trained on [0, 1]"
        case .largeRadius: "check the unit of the radius, e.g. 8/255 for 8"
        case .originInCone: "give the base a smaller radius, or a centre away from 0"
        case .float32: "write  semantics: real"
        case .noCase: "change 'rows:' or 'where:'"
        case .unitsOfModel: "add  units: {mean: [...], range: [...]}  to write physical values"
        }
    }
}
