/// The `Content-Security-Policy` headers the pages are written for (source: W3C, Content Security Policy Level 3).
public enum ContentPolicy {
    /// Every page: nothing inline, nothing from elsewhere, framed by nobody.
    public static let page =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// ``Route/messageBody(_:)``: a message brings its own styles and pictures, runs nothing, and is framed by us alone.
    public static let messageBody =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; font-src https: data:; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
}
