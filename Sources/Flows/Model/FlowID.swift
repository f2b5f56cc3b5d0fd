import Crypto
package import Foundation

/// Identity of a flow: the same project and flow name give the same id on every machine.
package struct FlowID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    package let rawValue: UUID

    package init(rawValue: UUID) {
        self.rawValue = rawValue
    }

    /// Name-based (version 5, RFC 9562), so PostgreSQL's `uuid_generate_v5` computes the same value:
    /// DNS namespace → `perceo.dev` → project name → flow name.
    package init(project: String, flow: String) {
        let perceo = UUID(name: "perceo.dev", in: .dnsNamespace)
        rawValue = UUID(name: flow, in: UUID(name: project, in: perceo))
    }

    package var description: String { rawValue.uuidString.lowercased() }
}

extension UUID {
    fileprivate static var dnsNamespace: UUID {
        UUID(
            uuid: (
                0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8
            ))
    }

    fileprivate init(name: String, in namespace: UUID) {
        let space = namespace.uuid
        var input: [UInt8] = [
            space.0, space.1, space.2, space.3, space.4, space.5, space.6, space.7,
            space.8, space.9, space.10, space.11, space.12, space.13, space.14, space.15,
        ]
        input += Array(name.precomposedStringWithCanonicalMapping.utf8)
        let hash = Array(Insecure.SHA1.hash(data: input))
        self.init(
            uuid: (
                hash[0], hash[1], hash[2], hash[3], hash[4], hash[5],
                hash[6] & 0x0f | 0x50, hash[7], hash[8] & 0x3f | 0x80, hash[9],
                hash[10], hash[11], hash[12], hash[13], hash[14], hash[15]
            ))
    }
}
