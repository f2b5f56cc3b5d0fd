import CDP
import Foundation
import PerceoTestKit
import Testing

extension PerceoCommand {
    /// The report, opened from disk as a person opens it.
    @Suite(.playedRun) struct ReportPageTests {
        @Test func `shows its pictures and plays its videos, and nothing goes wrong in it`() async throws {
            let played = try #require(PlayedRun.current)
            let file = try played.project.lastRun().appending(path: "report.html")
            try await withPage { page, _ in
                try await page.navigate(to: file.absoluteString, within: .seconds(10))
                _ = try await page.settle()
                let text = try await page.script("document.body.innerText")
                for word in ["Plain", "Whale", "See a whale", "A blue whale"] {
                    #expect("\(text)".contains(word))
                }
                try await page.script("document.querySelectorAll('details').forEach(one => one.open = true)")
                let widths = try await page.script(Self.pictures)
                #expect("\(widths)".contains("1280"))
                #expect(!"\(widths)".contains("broken"), "\(widths)")
                let videos = try await page.script(Self.videos)
                #expect("\(videos)".contains("playing"))
                #expect(!"\(videos)".contains("stuck"), "\(videos)")
                #expect(page.consoleEntries(after: 0).filter(\.isError) == [])
            }
        }

        /// Brings every picture into view, as they load lazily, and tells how wide each is.
        private static let pictures = """
            (async () => {
              const found = [];
              for (const image of document.images) {
                image.loading = 'eager';
                await image.decode().catch(() => {});
                found.push(image.naturalWidth > 0 ? image.naturalWidth : 'broken ' + image.src);
              }
              return found.join(' ');
            })()
            """

        private static let videos = """
            (async () => {
              const found = [];
              for (const video of document.querySelectorAll('video')) {
                video.muted = true;
                const moved = new Promise(done => {
                  video.ontimeupdate = () => video.currentTime > 0 && done('playing');
                  video.onerror = () => done('stuck ' + video.error.message);
                });
                await video.play().catch(error => found.push('stuck ' + error));
                found.push(await moved + ' ' + (video.readyState >= 2));
                video.pause();
              }
              return found.join(', ');
            })()
            """
    }
}
