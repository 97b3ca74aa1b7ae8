import CGIKit
import Testing

@testable import Site

@Suite struct SessionNumberTests {
    @Test(arguments: [0, 1, 1_767_225_600, 4_294_967_295] as [Int64])
    func aNumberKnowsWhenItsSessionBegan(second: Int64) throws {
        for byte: UInt8 in [0, 1, 0x7F, 0xFF] {
            let number = try SessionNumber(beginningAt: second, random: .fixed(byte))
            #expect(number.beganAt == second)
            #expect(number.rawValue >= SessionNumber(firstOf: second).rawValue)
            #expect(number.rawValue < SessionNumber(firstOf: second + 1).rawValue || second == 4_294_967_295)
        }
    }

    @Test func eachHasItsOwn() throws {
        var numbers: Set<Int64> = []
        for _ in 1...1000 { numbers.insert(try SessionNumber(beginningAt: 1_767_225_600).rawValue) }
        #expect(numbers.count == 1000)
    }
}
