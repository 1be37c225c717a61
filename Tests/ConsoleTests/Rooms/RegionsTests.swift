import Testing
import Values

@Suite("Regions that follow the server", .enabled(if: NodeScript.isAtHand, NodeScript.skipped))
struct RegionsTests {
    @Test("those that look at one time ask once, and where one of them is over the page is drawn anew")
    func together() throws {
        let log = try NodeScript.run(
            """
            const { refreshRegions } = await asset("refresh.js");
            const log = [];
            let answers = 0;
            globalThis.location = { href: "/here", reload: () => log.push("reload") };
            globalThis.document = { hidden: false };
            globalThis.fetch = async () => { log.push("fetch"); return { ok: true, text: async () => "" }; };
            globalThis.DOMParser = class {
              parseFromString() {
                const number = answers += 1;
                return { getElementById: (id) => number === 1 ? { childNodes: [`${id} ${number}`] } : null };
              }
            };
            const region = (id) => ({
              id, isConnected: true, dataset: { refresh: "0.5", refreshPage: "" },
              replaceChildren: (...content) => log.push(...content),
            });
            refreshRegions({ querySelectorAll: () => [region("a"), region("b")] });
            await new Promise((done) => setTimeout(done, 1300));
            console.log(JSON.stringify(log));
            """)
        #expect(log == ["fetch", "a 1", "b 1", "fetch", "reload", "reload"])
    }
}
