/// Reads why OpenAI, or a server that speaks like it, does not answer.
enum OpenAIFailure {
    static func read(status: Int, body: [UInt8], requestID: String?, offered: [ToolGeneration]) -> ModelError
    {
        let json = try? JSON(bytes: body)
        var error = read(status: status, json ?? .null, offered: offered)
        error.requestID = requestID
        return error
    }

    /// - Parameter status: 200 for an error that came within a stream.
    static func read(status: Int, _ body: JSON, offered: [ToolGeneration]) -> ModelError {
        let error = body["error"] ?? body
        let message = error.string ?? error["message"]?.string ?? "status \(status)"
        let kind = error["code"]?.string ?? error["type"]?.string ?? ""
        if status == 400 || status == 404 || status == 422 {
            for tool in offered {
                if let accepted = ToolFallback.accepted(in: message, offered: tool) {
                    return ModelError(.unsupportedTool(accepted: accepted), message)
                }
            }
        }
        return ModelError(code(kind, status), message)
    }

    private static func code(_ kind: String, _ status: Int) -> ModelError.Code {
        switch (kind, status) {
        case ("insufficient_quota", _), (_, 402): .noCredit
        case ("context_length_exceeded", _): .contextFull
        case ("invalid_api_key", _), (_, 401), (_, 403): .badKey
        case ("model_not_found", _), (_, 404): .unknownModel
        case ("rate_limit_exceeded", _), (_, 429): .rateLimited
        case ("bio_policy", _), ("misalignment_policy_violation", _), ("image_content_policy_violation", _),
            ("content_filter", _), ("content_policy_violation", _):
            .refused(kind)
        case (_, 413), ("image_too_large", _), ("image_file_too_large", _): .tooLarge
        case ("server_overloaded", _), ("overloaded_error", _), (_, 503), (_, 529): .overloaded
        case ("server_error", _), (_, 408), (_, 409), (_, 500...): .serverFault(status)
        case (_, 400), (_, 422): .badRequest
        default: .other(status)
        }
    }
}
