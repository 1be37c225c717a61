import Conditions
import Engine
import Storage
import Values

extension StoredSegment {
    var json: JSON {
        var object: JSONObject = [
            "id": .string(String(id)), "name": .string(name), "description": .string(description),
            "condition": .string(text), "kind": .string(role.word), "state": .string(state.rawValue),
            "origin": .string(origin.rawValue), "version": .number(Number(version)),
            "created_at": .string(createdAt.iso8601), "changed_at": .string(changedAt.iso8601),
        ]
        switch role {
        case .segment: break
        case .stage(let place): object["place"] = .number(Number(place))
        case .points(let rule):
            object["score"] = .string(rule.score)
            object["points"] = .number(rule.points)
            object["fades_over_days"] = rule.fadesOverDays.map { .number(Number($0)) }
        }
        return .object(object)
    }
}

extension Segment.Role {
    /// For people.
    public var word: String {
        switch self {
        case .segment: "segment"
        case .stage: "stage"
        case .points: "score"
        }
    }
}

extension SegmentLine {
    var json: JSON {
        var object = segment.json.object ?? JSONObject()
        object["members"] = .number(Number(size))
        if let build {
            object["built"] = .string("\(Int(build.fraction * 100)) %")
            object["examined"] = .number(Number(build.examined))
            object["of"] = .number(Number(build.total))
        }
        return .object(object)
    }
}

extension SegmentDetail {
    var json: JSON {
        var object = line.json.object ?? JSONObject()
        object["sentence"] = .string(sentence)
        object["versions"] = .array(
            versions.map {
                [
                    "version": .number(Number($0.version)), "condition": .string($0.text), "author": .string($0.author),
                    "created_at": .string($0.createdAt.iso8601),
                ]
            })
        object["hours"] = .array(
            hours.map {
                [
                    "hour": .string($0.start.iso8601), "entered": .number(Number($0.entered)),
                    "left": .number(Number($0.left)),
                ]
            })
        object["flows"] = .array(flows.map(JSON.string))
        object["segments"] = .array(segments.map(JSON.string))
        object["warnings"] = .array(warnings.map(JSON.string))
        return .object(object)
    }
}

extension SegmentPreview {
    var json: JSON {
        [
            "customers": .number(Number(total)), "examined": .number(Number(examined)), "exact": .bool(isExact),
            "members": .number(Number(matching)), "margin": .number(Number(margin)),
            "entering": .number(Number(entering)), "leaving": .number(Number(leaving)),
            "servers": .number(Number(servers)), "silent": .array(silent.map(JSON.string)),
            "sample": .array(
                sample.map {
                    [
                        "id": .string(PublicID.customer.text($0.profile.rawValue)),
                        "name": $0.name.map(JSON.string) ?? .null, "email": $0.email.map(JSON.string) ?? .null,
                    ]
                }),
        ]
    }
}

extension SegmentExplanation {
    var json: JSON {
        [
            "id": .string(PublicID.customer.text(customer.rawValue)), "name": name.map(JSON.string) ?? .null,
            "member": .bool(isMember), "since": since.map { .string($0.iso8601) } ?? .null,
            "holds": .bool(whole.holds), "until": whole.until.map { .string($0.iso8601) } ?? .null,
            "because": .string(whole.because),
            "parts": .array(
                parts.map {
                    [
                        "condition": .string($0.text), "holds": .bool($0.explanation.holds),
                        "until": $0.explanation.until.map { .string($0.iso8601) } ?? .null,
                        "because": .string($0.explanation.because),
                    ]
                }),
        ]
    }
}

extension Member {
    var json: JSON {
        [
            "id": .string(PublicID.customer.text(profile.rawValue)), "name": name.map(JSON.string) ?? .null,
            "email": email.map(JSON.string) ?? .null, "since": .string(since.iso8601), "place": .string(place.text),
        ]
    }
}
