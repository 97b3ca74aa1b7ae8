import CSystem
import Testing

@testable import CGIKit

@Suite struct ClockTests {
    @Test func theSystemsClockIsNotBehindWhenASecondBegins() {
        func second() -> Int64 {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return Int64(now.tv_sec)
        }
        let before = second()
        var begun = before
        while begun == before { begun = second() }
        #expect(Clock.system.now >= begun)
    }

    @Test func aFixedClockStandsStill() { #expect(Clock.fixed(7).now == 7) }
}
