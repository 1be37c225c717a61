/// `conditions check`: one JSON line in, one JSON line out.
public enum ConditionCheckLine {
    public static func run(_ line: String) -> String { #"{"error":"conditions cannot be checked yet"}"# }
}
