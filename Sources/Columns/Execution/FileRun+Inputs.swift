import Conditions
import Values

extension FileRun {
    /// Nil where the value has no column of its own.
    func answer(_ input: ProfileInput, _ test: ValueTest, among profiles: Bitmap) -> Bitmap? {
        let column: ValueColumn
        switch place(input) {
        case .absent:
            let answers = file.zones.map { test.holds(nil, zone: $0, now: now) }
            return profiles & Bitmap(size: size) { answers[Int(file.zoneOfProfile[$0])] }
        case .list, .elsewhere: return nil
        case .column(let found): column = found
        }
        if test.readsTime { return byZone(column, test, among: profiles) }
        if case .texts(let texts) = column.cells, case .general = test.shape {
            return each(texts, test, among: profiles)
        }
        let mask = CellTest(test: test, now: now).mask(of: column, rows: size)
        return profiles & Bitmap(size: size) { mask[$0] != 0 }
    }

    private func place(_ input: ProfileInput) -> Table.Place {
        switch input {
        case .property(let path): return file.properties.place(path)
        case .predicted(let path): return file.predictions.place(path)
        case .zone: return .column(file.zoneColumn)
        case .identity, .score, .place, .locale, .stage, .rfm, .cart:
            return file.facts[input].map(Table.Place.column) ?? .absent
        }
    }

    private func each(_ texts: TextColumn, _ test: ValueTest, among profiles: Bitmap) -> Bitmap {
        var result = Bitmap(size: size)
        profiles.forEach { row in
            let value = texts.range(row).isEmpty ? nil : ValueColumn.json(texts.utf8(row))
            if test.holds(value, zone: .utc, now: now) { result[row] = true }
        }
        return result
    }

    /// A question whose answer depends on the zone, asked once of each value in each zone.
    private func byZone(_ column: ValueColumn, _ test: ValueTest, among profiles: Bitmap) -> Bitmap {
        var result = Bitmap(size: size)
        let windows = file.zones.map { test.dayWindow(zone: $0, now: now) }
        var known: [[UInt32: Bool]] = Array(repeating: [:], count: file.zones.count)
        // Dates are read once, whatever the zone.
        var dates: [UInt32: DatedValue?] = [:]
        profiles.forEach { row in
            let zone = Int(file.zoneOfProfile[row])
            let code = column.code(row)
            if let code, let answer = known[zone][code] {
                if answer { result[row] = true }
                return
            }
            var answer: Bool?
            if let window = windows[zone] {
                let date: DatedValue?
                if let code, let read = dates[code] {
                    date = read
                } else {
                    date = column.value(row).flatMap { DatedValue($0) }
                    if let code { dates[code] = date }
                }
                answer = date.map { window.holds(of: $0) } ?? false
            }
            let holds = answer ?? test.holds(column.value(row), zone: file.zones[zone], now: now)
            if let code { known[zone][code] = holds }
            if holds { result[row] = true }
        }
        return result
    }

    func answer(_ set: ProfileSet, _ name: String?, among profiles: Bitmap) -> Bitmap? {
        guard let column = file.sets[set] else { return nil }
        guard let name else { return profiles & Bitmap(size: size) { !column.range($0).isEmpty } }
        guard let code = column.code(of: name) else { return Bitmap(size: size) }
        return profiles
            & Bitmap(size: size) { row in
                for index in column.range(row) where column.codes[index] == code { return true }
                return false
            }
    }
}

extension ValueColumn {
    /// What tells a row's value from other values of a dictionary; nil where there is none.
    fileprivate func code(_ row: Int) -> UInt32? {
        switch cells {
        case .bytes(let codes, _): UInt32(codes[row])
        case .words(let codes, _): UInt32(codes[row])
        case .narrow, .middle, .wide, .texts: nil
        }
    }
}
