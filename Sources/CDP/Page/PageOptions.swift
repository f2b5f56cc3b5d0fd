/// The size of the page in CSS pixels.
package struct Viewport: Sendable, Equatable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    package static let standard = Viewport(width: 1280, height: 720)
}

/// What a page is set up with before it shows anything.
package struct PageOptions: Sendable, Equatable {
    package var emulation = Emulation()
    /// Where downloads go; nil refuses them.
    package var downloadFolder: String?
    /// Script to run in the page's own world before its own, for every document.
    package var initScripts: [String] = []

    /// Whether a script that runs without end can be asked where it is; costs every script a fifth of its speed.
    package var tellsWhereScriptRuns = false
    /// How dialogs are answered that no step answers; nil leaves that to their kind.
    package var dialogPolicy: DialogAnswer?

    package init() {}

    package var viewport: Viewport {
        get { emulation.screen.viewport }
        set { emulation.screen.viewport = newValue }
    }
}
