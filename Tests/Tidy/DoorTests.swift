import Testing

@Suite("Doors")
struct DoorTests {
    @Test("every folder has a README or a line in its parent's", arguments: ["Protocol", "Deploy"])
    func doors(_ parent: String) {
        let map = House.text("\(parent)/README.md") ?? ""
        let shut = House.folders(under: parent).filter { folder in
            House.text("\(parent)/\(folder)/README.md") == nil && !map.contains("`\(folder)/`")
        }
        #expect(shut.isEmpty, "no door to:\(list(shut.map { "\(parent)/\($0)" }))")
    }

    @Test("the maps of Sources and Tests name every room", arguments: ["Sources", "Tests"])
    func maps(_ parent: String) {
        let map = House.text("\(parent)/README.md") ?? ""
        let missing = House.folders(under: parent).filter { !map.contains("`\($0)/`") }
        #expect(missing.isEmpty, "\(parent)/README.md does not name:\(list(missing))")
    }
}
