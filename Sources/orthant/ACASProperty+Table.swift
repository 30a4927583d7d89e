extension ACASProperty {
    /// Properties 1 to 10, in order.
    static let all: [ACASProperty] = [
        ACASProperty(
            number: 1,
            sentence: "an intruder that is far and much slower scores clear of conflict (COC) below 1500",
            scope: .all, boxes: [farAndSlow], refutation: .score(of: 0, atLeast: decimal("3.991125645861615"))),
        ACASProperty(
            number: 2,
            sentence: "an intruder that is far and much slower never makes clear of conflict (COC) the worst advisory",
            scope: .afterAnAdvisory, boxes: [farAndSlow], refutation: .greatest(0)),
        ACASProperty(
            number: 3,
            sentence: "an intruder straight ahead that comes towards us is never answered clear of conflict (COC)",
            scope: .allButLateClear,
            boxes: [
                [
                    Range("1500 to 1800", "-0.303531156", "-0.298552812"),
                    Range("-0.06 to 0.06", "-0.009549297", "0.009549297"), Range("3.1 to pi", "0.493380324", "0.5"),
                    Range("980 to 1200", "0.3", "0.5"), Range("960 to 1200", "0.3", "0.5"),
                ]
            ], refutation: .least(0)),
        ACASProperty(
            number: 4,
            sentence:
                "an intruder straight ahead that flies away more slowly is never answered clear of conflict (COC)",
            scope: .allButLateClear,
            boxes: [
                [
                    Range("1500 to 1800", "-0.303531156", "-0.298552812"),
                    Range("-0.06 to 0.06", "-0.009549297", "0.009549297"), Range("0", "0", "0"),
                    Range("1000 to 1200", "0.318181818", "0.5"), Range("700 to 800", "0.083333333", "0.166666667"),
                ]
            ], refutation: .least(0)),
        ACASProperty(
            number: 5, sentence: "a near intruder from the left is answered strong right (SR)",
            scope: .one(ACASNetwork(advisory: 1, time: 1)),
            boxes: [
                [
                    Range("250 to 400", "-0.324274257", "-0.321785085"),
                    Range("0.2 to 0.4", "0.031830989", "0.063661977"), comingStraight,
                    Range("100 to 400", "-0.5", "-0.227272727"), Range("0 to 400", "-0.5", "-0.166666667"),
                ]
            ], refutation: .notLeast(4)),
        ACASProperty(
            number: 6, sentence: "an intruder far enough away is answered clear of conflict (COC)",
            scope: .one(ACASNetwork(advisory: 1, time: 1)),
            boxes: [
                farEnough(Range("0.7 to pi", "0.11140846", "0.499999896")),
                farEnough(Range("-pi to -0.7", "-0.499999896", "-0.11140846")),
            ], refutation: .notLeast(0)),
        ACASProperty(
            number: 7, sentence: "with much vertical separation, a strong turn (SL, SR) is never answered",
            scope: .one(ACASNetwork(advisory: 1, time: 9)),
            boxes: [
                [
                    Range("0 to 60760", "-0.328422877", "0.679857769"),
                    Range("-pi to pi", "-0.499999896", "0.499999896"),
                    Range("-pi to pi", "-0.499999896", "0.499999896"), anyOwnSpeed, anyOtherSpeed,
                ]
            ], refutation: .leastOf(some: [3, 4], others: [0, 1, 2])),
        ACASProperty(
            number: 8,
            sentence:
                "with much vertical separation after weak left, the answer is clear of conflict or weak left (COC, WL)",
            scope: .one(ACASNetwork(advisory: 2, time: 9)),
            boxes: [
                [
                    Range("0 to 60760", "-0.328422877", "0.679857769"),
                    Range("-pi to -3 pi/4", "-0.499999896", "-0.374999922"),
                    Range("-0.1 to 0.1", "-0.015915494", "0.015915494"), Range("600 to 1200", "-0.045454545", "0.5"),
                    Range("600 to 1200", "0", "0.5"),
                ]
            ], refutation: .leastOf(some: [2, 3, 4], others: [0, 1])),
        ACASProperty(
            number: 9, sentence: "a near intruder is answered strong left (SL), even after weak right",
            scope: .one(ACASNetwork(advisory: 3, time: 3)),
            boxes: [
                [
                    Range("2000 to 7000", "-0.295233916", "-0.212261512"),
                    Range("-0.4 to -0.14", "-0.063661977", "-0.022281692"), comingAlmostStraight,
                    Range("100 to 150", "-0.5", "-0.454545455"), Range("0 to 150", "-0.5", "-0.375"),
                ]
            ], refutation: .notLeast(3)),
        ACASProperty(
            number: 10, sentence: "a far intruder is answered clear of conflict (COC)",
            scope: .one(ACASNetwork(advisory: 4, time: 5)),
            boxes: [
                [
                    Range("36000 to 60760", "0.268978427", "0.679857769"),
                    Range("0.7 to pi", "0.11140846", "0.499999896"), comingAlmostStraight,
                    Range("900 to 1200", "0.227272727", "0.5"), Range("600 to 1200", "0", "0.5"),
                ]
            ], refutation: .notLeast(0)),
    ]

    private static let farAndSlow = [
        Range("55947.691 to 60760", "0.6", "0.679857769"), Range("-pi to pi", "-0.5", "0.5"),
        Range("-pi to pi", "-0.5", "0.5"), Range("1145 to 1200", "0.45", "0.5"), Range("0 to 60", "-0.5", "-0.45"),
    ]
    private static let anyOwnSpeed = Range("100 to 1200", "-0.5", "0.5")
    private static let anyOtherSpeed = Range("0 to 1200", "-0.5", "0.5")
    private static let comingStraight = Range("-pi to -pi + 0.005", "-0.499999896", "-0.499204121")
    private static let comingAlmostStraight = Range("-pi to -pi + 0.01", "-0.499999896", "-0.498408347")

    private static func farEnough(_ theta: Range) -> [Range] {
        [Range("12000 to 62000", "-0.129289109", "0.700434925"), theta, comingStraight, anyOwnSpeed, anyOtherSpeed]
    }
}
