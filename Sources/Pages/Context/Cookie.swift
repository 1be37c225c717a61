/// Cookies that the modules set and the HTTP layer reads into a ``PageContext``.
public enum Cookie {
    /// A raw value of ``Theme``.
    public static let theme = "theme"
    /// The reader's IANA zone, percent-encoded: `Europe%2FBerlin`.
    public static let zone = "zone"
}
