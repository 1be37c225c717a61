/// The release that this program is.
public enum CartwheelVersion {
    public static let current = "0.1.0"
}
