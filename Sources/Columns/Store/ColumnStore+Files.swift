import Conditions
import Synchronization
import Values

extension ColumnStore {
    /// So many small files are made one; a small one has less than half of the profiles that it could.
    public static let mostSmallFiles = 8

    /// Writes the tail to a file, and makes small files one where there are many.
    ///
    /// - Parameters:
    ///   - position: up to where of the database all has been put in.
    ///   - mergesSmall: whether small files are made one at once; `compact` does so too.
    /// Cost: microseconds an event of the changed profiles; answers are given meanwhile.
    public func spill(position: Int64, mergesSmall: Bool = true) throws(ColumnFileError) {
        try alone { () throws(ColumnFileError) in
            let records = state.withLock { state -> [ProfileRecord] in
                (state.sealed, state.tail) = (state.tail, Tail())
                state.removed = []
                return state.sealed.subjects.map { ProfileRecord(id: $0.key, subject: $0.value) }
            }.sorted { $0.id < $1.id }
            do throws(ColumnFileError) {
                var records = records[...]
                var files: [(ColumnFile, String)] = []
                while !records.isEmpty { files.append(try write(&records)) }
                let written = files
                try settle { state in
                    for (file, name) in written {
                        let removed = state.removed.filter { file.position(of: $0) != nil }
                        state.append(file, name: name, dropped: removed)
                        // Who changed meanwhile is in the tail again.
                        for id in file.ids where !state.sealed.contains(id) {
                            state.parts[state.parts.count - 1].silence(id)
                        }
                    }
                    state.sealed = Tail()
                    state.position = position
                    return true
                }
                sweep()
            } catch {
                state.withLock { state in
                    for (id, subject) in state.sealed.subjects where !state.tail.contains(id) {
                        state.tail.put(subject, at: id)
                    }
                    state.sealed = Tail()
                }
                throw error
            }
        }
        if mergesSmall { try mergeSmall() }
    }

    private func mergeSmall() throws(ColumnFileError) {
        let small = state.withLock { $0.parts.filter(\.isSmall).map(\.name) }
        if small.count >= ColumnStore.mostSmallFiles { try merge(Set(small)) }
    }

    /// Takes in a file of profiles of which nothing was known, as the newest. Cost: milliseconds for 1,000 events.
    public func add(_ builder: consuming ColumnFileBuilder) throws(ColumnFileError) {
        guard !builder.isEmpty else { return }
        let full = builder
        try alone { () throws(ColumnFileError) in
            let (file, name) = try write(full)
            try settle { state in
                state.append(file, name: name)
                for id in file.ids where state.tail.contains(id) || state.sealed.contains(id) {
                    state.parts[state.parts.count - 1].silence(id)
                }
                return true
            }
        }
    }

    /// Writes anew the files that hold removed profiles or are mostly out of date, and makes small ones one.
    public func compact() throws(ColumnFileError) {
        // Whoever is at it has taken the old files away when this goes on.
        try alone {}
        let stale = state.withLock { $0.parts.filter(\.isStale).map(\.name) }
        if !stale.isEmpty { try merge(Set(stale)) }
        try mergeSmall()
    }

    public var needsCompacting: Bool {
        state.withLock { state in
            state.parts.contains(where: \.isStale)
                || state.parts.count(where: \.isSmall) >= ColumnStore.mostSmallFiles
        }
    }

    /// Puts the living profiles of some files into new ones.
    private func merge(_ names: Set<String>) throws(ColumnFileError) {
        try alone { () throws(ColumnFileError) in
            let old = state.withLock { $0.parts.filter { names.contains($0.name) } }
            var places: [(id: Int64, part: Int, row: Int)] = []
            for (index, part) in old.enumerated() {
                part.living.forEach { places.append((part.file.ids[$0], index, $0)) }
            }
            places.sort { $0.id < $1.id }
            var files: [(ColumnFile, String)] = []
            var builder = ColumnFileBuilder()
            for (index, place) in places.enumerated() {
                builder.add(ProfileRecord(id: place.id, subject: old[place.part].file.subject(place.row)))
                guard builder.isFull || index == places.count - 1 else { continue }
                files.append(try write(builder))
                builder = ColumnFileBuilder()
            }
            let written = files
            try settle { state in
                let living = state.parts.filter { names.contains($0.name) }
                state.parts.removeAll { names.contains($0.name) }
                for (file, name) in written {
                    // Of who changed meanwhile the tail speaks, or nobody any more.
                    var silent: Set<Int64> = []
                    var dropped: Set<Int64> = []
                    for id in file.ids {
                        if living.contains(where: { $0.speaks(for: id) }) { continue }
                        silent.insert(id)
                        if living.contains(where: { $0.isRidOf(id) }) { dropped.insert(id) }
                    }
                    state.append(file, name: name, dropped: dropped)
                    for id in silent { state.parts[state.parts.count - 1].silence(id) }
                }
                return true
            }
            sweep()
        }
    }

    private func write(_ records: inout ArraySlice<ProfileRecord>) throws(ColumnFileError) -> (ColumnFile, String) {
        var builder = ColumnFileBuilder()
        while let record = records.first, !builder.isFull {
            builder.add(record)
            records.removeFirst()
        }
        return try write(builder)
    }

    private func write(_ builder: consuming ColumnFileBuilder) throws(ColumnFileError) -> (ColumnFile, String) {
        let number = state.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        let name = StoreFolder.name(number)
        let path = folder.filePath(name)
        try builder.write(to: path)
        // Its sums were reckoned a moment ago.
        return (try ColumnFile(path: path, isChecked: false), name)
    }

    private func alone(_ body: () throws(ColumnFileError) -> Void) throws(ColumnFileError) {
        try writing.withLock { _ throws(ColumnFileError) in try body() }
    }
}

extension StoreState.Part {
    fileprivate var isStale: Bool {
        !dropped.isEmpty || !droppedRanges.isEmpty || living.count * 2 < file.profileCount
    }

    fileprivate var isSmall: Bool {
        living.count * 2 < ColumnFileBuilder.mostProfiles && file.eventCount * 2 < ColumnFileBuilder.mostEvents
    }
}
