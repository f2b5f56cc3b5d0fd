import Flows
import Foundation
import Testing

@Suite struct NamesTests {
    @Test(
        "ids are the name-based ids every RFC 9562 library computes",
        arguments: [
            ("shop", "Purchase", "8c8aa6c9-0d1a-5202-b8e5-8fb1f3845e20"),
            ("shop", "Sign in", "fcb11fd1-2372-5eb2-afd0-e45fda0f19db"),
            ("", "", "850d324b-3053-5182-b644-1a718369d175"),
        ])
    func ids(project: String, flow: String, expected: String) {
        let id = FlowID(project: project, flow: flow)
        #expect(id.description == expected)
        #expect(id != FlowID(project: project + "2", flow: flow))
        #expect(id != FlowID(project: project, flow: flow + "2"))
    }

    @Test(
        "slugs are safe file names",
        arguments: [
            ("Purchase", "purchase"), ("Sign in", "sign-in"), ("  Add -- to cart!  ", "add-to-cart"),
            ("Café crème", "cafe-creme"), ("A/B\\C..", "a-b-c"), ("ＡＢＣ", "abc"),
            (String(repeating: "a", count: 60), String(repeating: "a", count: 60)),
        ])
    func slugs(name: String, slug: String) {
        #expect(Flow(name: name).slug == slug)
    }

    @Test(
        "names that lose letters or are cut stay apart",
        arguments: [
            ("購入", "販売"), ("Kjøp", "Kjæp"),
            (String(repeating: "a", count: 61), String(repeating: "a", count: 62)),
            ("...", "!!!"),
        ])
    func distinctSlugs(one: String, other: String) {
        let slugs = [Flow(name: one).slug, Flow(name: other).slug]
        #expect(slugs[0] != slugs[1])
        for slug in slugs {
            #expect(slug.count <= 60)
            #expect(slug.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        }
    }

    @Test(
        "the nearest word is a likely mistake, not any word",
        arguments: [
            ("tragets", "target"), ("clik", "click"), ("tpye", "type"), ("URL", "url"), ("zebra", nil),
            ("x", nil),
        ] as [(String, String?)])
    func nearest(word: String, match: String?) {
        #expect(Nearest.match(for: word, among: ["target", "click", "type", "url", "value"]) == match)
    }

    @Test("priorities sort by how much a failure matters")
    func priorities() {
        #expect([.low, .critical, .medium, .high].sorted() == Flow.Priority.allCases)
    }
}
