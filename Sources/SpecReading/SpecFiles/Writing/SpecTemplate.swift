/// Commented spec files to start from.
package enum SpecTemplate: String, CaseIterable, Sendable {
    case ball, acas, nap, cone

    /// What it shows, in a few words.
    package var summary: String {
        switch self {
        case .ball: "images of a data set cannot be changed a little and classified otherwise"
        case .acas: "named inputs in physical units, for one of the ACAS Xu networks"
        case .nap: "an activation pattern means a class"
        case .cone: "brightness does not change the class, by any factor"
        }
    }

    package var text: String {
        switch self {
        case .ball: Self.ballText
        case .acas: Self.acasText
        case .nap: Self.napText
        case .cone: Self.coneText
        }
    }

    private static let ballText = """
        spec: 1
        name: digits-ball
        network: models/digits.onnx        # paths are relative to this file

        data:
          test:                            # 360 pictures of 8 x 8 pixels, from 0 to 1
            npz: models/digits-test.npz
            images: images                 # the names of the arrays in the archive
            labels: labels

        checks:
          - id: robust/$img.row/$eps       # one verdict for each row and radius
            for:
              img: {data: test, rows: 0..9, where: correct}
              eps: [1/64, 1/32, 0.05]      # exact numbers: 1/64 stays 1/64
            region:                        # what is checked: all pictures near this one
              ball: {center: $img, radius: $eps, norm: inf}
              clip: [0, 1]                 # and only real pictures
            property: {class: $img.label}  # what must hold for all of them
            budget: {time: 60s}

        """

    private static let acasText = """
        spec: 1
        name: acas-property-3
        network:
          path: acas/ACASXU_run2a_1_1_batch_2000.onnx    # put the path of your network here
          decision: argmin                 # the advisory with the lowest score is chosen
          inputs: [rho, theta, psi, v_own, v_int]
          outputs: [COC, WL, WR, SL, SR]
          units:                           # a written value v reaches the network as (v - mean) / range
            mean: [19791.091, 0, 0, 650, 600]
            range: [60261, 6.28318530718, 6.28318530718, 1100, 1200]
          domain: [[0, 60760], [-3.141593, 3.141593], [-3.141593, 3.141593], [100, 1200], [0, 1200]]

        checks:
          - id: property-3                 # straight ahead and coming closer: never clear of conflict
            region:
              box:                         # feet, radians, feet per second
                - 1500 <= rho <= 1800
                - -0.06 <= theta <= 0.06
                - psi >= 3.10
                - v_own >= 980
                - v_int >= 960
              within: domain               # closes the sides that are left open above
            property: {never: COC}
            budget: {time: 5m}
            expect: holds                  # another verdict is reported

        """

    private static let napText = """
        spec: 1
        name: digits-pattern
        network: models/digits.onnx

        naps:
          hand:                            # unlisted neurons may do anything
            relu[0]: {active: [5, 17, 20..23], inactive: [9]}
            relu[1]: {inactive: [0..3]}

        checks:
          - id: pattern-is-possible        # violated when some input meets the pattern
            region:
              nap: hand
              within: {box: [0, 1]}
            property: empty
            expect: violated

          - id: pattern-means-three        # no reference picture at all
            region:
              nap: hand
              within: {box: [0, 1]}
            property: {class: 3}
            budget: {time: 5m}

        """

    private static let coneText = """
        spec: 1
        name: digits-brightness
        network: models/digits-nobias.onnx # a cone over all scales needs a network without biases

        data:
          test:
            npz: models/digits-test.npz
            images: images
            labels: labels

        checks:
          - id: cone/$img.row
            for:
              img: {data: test, rows: 0..9, where: correct}
            region:
              cone:                        # all a*x with x in the ball and a > 0
                of: {ball: {center: $img, radius: 1/64}}
                scale: positive
            property: {class: $img.label}
            budget: {time: 60s}

          - id: lamp/$img.row              # a bounded dimmer; biases would be allowed here
            for:
              img: {data: test, rows: [3, 4]}
            region:
              cone:
                of:
                  ball: {center: $img, radius: 1/64}
                  clip: [0, 1]
                scale: {from: 1/4, to: 4}
            property: {class: $img.label}
            budget: {time: 60s}

        """
}
