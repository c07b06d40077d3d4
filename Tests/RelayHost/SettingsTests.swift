import RelayCore
import RelayHost
import Store
import Testing

@Suite("What an operator may say")
struct SettingsTests {
    @Test("a setting is taken") func taken() throws {
        var settings = Settings()
        try settings.set("seats.max=50")
        #expect(settings.shard.limits.seatsMax == 50)
        try settings.set("gate.max=20")
        #expect(settings.gate.gateMax == 20)
    }

    @Test(
        "a wrong setting says what to do",
        arguments: [
            ("seats.mx=5", "Did you mean seats.max?"), ("seats.max", "KEY=VALUE"),
            ("seats.max=1", "from 2 to 200"), ("seats.max=many", "from 2 to 200"),
            ("seats.max=-3", "from 2 to 200"), ("", "KEY=VALUE"),
        ]
    )
    func wrong(_ text: String, _ advice: String) {
        var settings = Settings()
        do {
            try settings.set(text)
            Issue.record("\(text) was taken")
        } catch { #expect(error.advice.contains(advice)) }
    }

    @Test("a configuration file is read with the same names") func file() throws {
        let text = "listen = \"[::1]:9000\"\n[seats]\nmax = 12\n[tls]\ncertificate = \"/a\"\n"
        let file = try ConfigFile(path: "relay.toml", bytes: [UInt8](text.utf8))
        var settings = Settings()
        try file.apply(to: &settings)
        #expect(settings.shard.limits.seatsMax == 12)
        #expect(file.option("listen") == "[::1]:9000")
        #expect(file.option("tls.certificate") == "/a")
        #expect(file.option("public") == nil)
    }

    @Test(
        "a wrong file names line and column",
        arguments: [
            ("a = \n", "relay.toml:1:"), ("[lines]\nbrust = 1\n", "relay.toml:2:1: "),
            ("[seats]\nmax = 1.5\n", "relay.toml:2:1: "),
            ("lisen = \"x\"\n", "Did you mean listen?"),
            ("[seats]\nmax = 900\n", "from 2 to 200"),
        ]
    )
    func wrongFile(_ text: String, _ advice: String) {
        var settings = Settings()
        do {
            try ConfigFile(path: "relay.toml", bytes: [UInt8](text.utf8)).apply(to: &settings)
            Issue.record("the file was taken")
        } catch { #expect(error.advice.contains(advice), "\(error.advice)") }
    }

    @Test(
        "addresses are read as people write them",
        arguments: [
            ("relay.example", "relay.example:7443"), ("relay.example:80", "relay.example:80"),
            ("[::1]:7", "[::1]:7"), ("::1", "[::1]:7443"), ("127.0.0.1:0", "127.0.0.1:0"),
        ]
    )
    func addresses(_ text: String, _ meant: String) {
        #expect(RelayAddress(reading: text)?.text == meant)
    }

    @Test(
        "what is no address is refused",
        arguments: ["", ":80", "a:b", "a:99999", "[::1", "a b", "a/b:1", "[::1]x"]
    )
    func noAddress(_ text: String) { #expect(RelayAddress(reading: text) == nil) }

    @Test(
        "the operator's requests survive the socket",
        arguments: [
            AdminRequest.makeCircle(handle: "tuesday", mode: .open), .listCircles,
            .closeCircle(handle: "tuesday"),
        ]
    )
    func requests(_ request: AdminRequest) {
        #expect(AdminRequest(reading: request.text) == request)
    }
}
