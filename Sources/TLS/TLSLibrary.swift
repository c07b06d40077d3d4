internal import COpenSSL

/// The library that does the cryptography.
public enum TLSLibrary {
    /// Its name, version and date as it tells them itself, for the log at the start.
    public static var version: String {
        guard let text = unsafe OpenSSL_version(OPENSSL_VERSION) else { return "unknown" }
        return unsafe String(cString: text)
    }
}
