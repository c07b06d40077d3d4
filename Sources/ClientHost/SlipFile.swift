package import EventLoop
import Glibc
package import Sealing
package import Wire

/// An attendance slip on its way into a file of the person's. (SPEC §21.4)
package struct SlipFile {
    /// The file, which can be shown to anybody.
    package let bytes: [UInt8]
    /// What it is called when nobody names it.
    package let name: String

    /// Files of one day that may lie beside each other.
    private static let sameDayMax = 99

    /// A slip that the relay of these pins has signed; nil for any other.
    package init?(_ slip: Slip, pins: [Pin]) {
        let proof =
            Base64URL.encode(slip.key.bytes) + [UInt8(ascii: ".")]
            + Base64URL.encode(slip.signature)
        guard let signed = try? SignedSlip(text: slip.text, proof: proof), signed.isSigned,
            pins.contains(signed.pin)
        else { return nil }
        bytes = signed.file
        name = "attendance-\(signed.slip.day.text)"
    }

    /// Writes it to a file of a folder that is not there yet; answers where, or nil when there are too
    /// many of this day.
    package func write(in folder: String) throws(SyscallError) -> String? {
        for number in 1...Self.sameDayMax {
            let file = "\(folder)/\(name)\(number == 1 ? "" : "-\(number)").slip"
            if try write(to: file) { return file }
        }
        return nil
    }

    /// Writes it to this file, for whoever is shown it; false when there is one already.
    package func write(to file: String) throws(SyscallError) -> Bool {
        guard try PrivateFile.create(bytes, at: file) else { return false }
        guard unsafe chmod(file, 0o644) == 0 else { throw SyscallError("chmod") }
        return true
    }
}
