extension Instant {
    /// Reads an ISO 8601 / RFC 3339 moment: `2026-11-22T15:57:45.833+01:00`, also with a space for the `T`,
    /// `Z`, `+0100`, no zone (UTC), no time of day (midnight), seconds left out, and 1 to 9 decimals (cut to ms).
    /// Nil outside the years 1 to 9999.
    public init?(iso8601 text: some StringProtocol) {
        var text = String(text)
        let parsed = text.withUTF8 { bytes -> Int64? in
            var reader = Reader(bytes: bytes)
            return reader.moment()
        }
        let years = Instant.distantPast.milliseconds...Instant.distantFuture.milliseconds
        guard let parsed, years.contains(parsed) else { return nil }
        milliseconds = parsed
    }

    /// RFC 3339 in UTC with milliseconds: `2026-11-22T15:57:45.833Z`.
    public var iso8601: String {
        let time = LocalDateTime(utc: self)
        func pad(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(pad(time.year, 4))-\(pad(time.month, 2))-\(pad(time.day, 2))T"
            + "\(pad(time.hour, 2)):\(pad(time.minute, 2)):\(pad(time.second, 2)).\(pad(time.millisecond, 3))Z"
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var index = 0

        mutating func moment() -> Int64? {
            guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
                CivilDate.isValid(year: year, month: month, day: day)
            else { return nil }
            var result = CivilDate(year: year, month: month, day: day).dayNumber * 86_400_000
            if index == bytes.count { return result }
            guard skip("T") || skip("t") || skip(" "), let hour = digits(2), hour < 24, skip(":"),
                let minute = digits(2), minute < 60
            else { return nil }
            result += Int64(hour) * 3_600_000 + Int64(minute) * 60_000
            if skip(":") {
                guard let second = digits(2), second <= 60 else { return nil }
                result += Int64(min(second, 59)) * 1000
                if skip(".") || skip(",") {
                    guard let fraction = fraction() else { return nil }
                    result += fraction
                }
            }
            guard let offset = offset(), index == bytes.count else { return nil }
            return result - offset
        }

        private mutating func offset() -> Int64? {
            if index == bytes.count || skip("Z") || skip("z") { return 0 }
            _ = skip(" ")
            let sign: Int64
            if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
            guard let hours = digits(2), hours < 24 else { return nil }
            var minutes = 0
            if index < bytes.count {
                _ = skip(":")
                guard let read = digits(2), read < 60 else { return nil }
                minutes = read
            }
            return sign * (Int64(hours) * 3_600_000 + Int64(minutes) * 60_000)
        }

        private mutating func fraction() -> Int64? {
            var value: Int64 = 0
            var count = 0
            while index < bytes.count, bytes[index] &- 48 < 10, count < 9 {
                if count < 3 { value = value * 10 + Int64(bytes[index] - 48) }
                count += 1
                index += 1
            }
            guard count > 0 else { return nil }
            for _ in count..<max(3, count) { value *= 10 }
            return value
        }

        private mutating func digits(_ count: Int) -> Int? {
            guard index + count <= bytes.count else { return nil }
            var value = 0
            for _ in 0..<count {
                let digit = bytes[index] &- 48
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
                index += 1
            }
            return value
        }

        private mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }
    }
}
