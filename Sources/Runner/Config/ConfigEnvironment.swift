import Flows

/// The environment as the configuration sees it: every name may carry the prefix `PERCEO_`, which then wins.
struct ConfigEnvironment: Sendable, Hashable {
    private let variables: [String: String]
    var publicNames: Set<String> = []

    init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// The first of a variable's names that is set and not empty.
    subscript(name: String) -> String? {
        Self.names(for: name).lazy.compactMap { variables[$0] }.first { !$0.isEmpty } ?? variables[name]
    }

    /// What `template` is filled in from.
    func values(for template: Template) -> Template.Values {
        var found: [String: String] = [:]
        for piece in template.pieces {
            switch piece {
            case .environment(let name, _), .oneTimePassword(let name): found[name] = self[name]
            case .literal, .data: break
            }
        }
        return Template.Values(environment: found, publicNames: publicNames)
    }

    /// Every variable, those with the prefix under their plain names too.
    var all: [String: String] {
        var all = variables
        for (name, value) in variables where name.hasPrefix("PERCEO_") && !value.isEmpty {
            all[String(name.dropFirst("PERCEO_".count))] = value
        }
        return all
    }

    /// Other names under which documentation and hosts hand out the same value, the preferred one first.
    private static func names(for name: String) -> [String] {
        let plain = name.hasPrefix("PERCEO_") ? String(name.dropFirst("PERCEO_".count)) : name
        switch plain {
        case "SUPABASE_SERVICE_KEY", "SUPABASE_SERVICE_ROLE_KEY":
            return [
                "PERCEO_SUPABASE_SERVICE_ROLE_KEY", "PERCEO_SUPABASE_SERVICE_KEY",
                "SUPABASE_SERVICE_ROLE_KEY",
            ]
        case "SUPABASE_URL", "SUPABASE_ANON_KEY":
            return ["PERCEO_\(plain)", plain, "NEXT_PUBLIC_\(plain)"]
        case _:
            return ["PERCEO_\(plain)", plain]
        }
    }
}

extension ConfigEnvironment: CustomStringConvertible, CustomReflectable {
    var description: String { "\(variables.count) variables" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
