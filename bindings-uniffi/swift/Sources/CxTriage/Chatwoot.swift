import Foundation

/// `chatwootParseConversationList` of a text.
public func chatwootParseConversationList(json: String) throws -> ConversationList {
    try chatwootParseConversationList(json: Data(json.utf8))
}

/// `chatwootParseConversation` of a text.
public func chatwootParseConversation(json: String) throws -> Conversation {
    try chatwootParseConversation(json: Data(json.utf8))
}

/// `chatwootParseMessages` of a text.
public func chatwootParseMessages(json: String) throws -> MessagesPage {
    try chatwootParseMessages(json: Data(json.utf8))
}

/// `chatwootParseWebhook` of a text.
public func chatwootParseWebhook(json: String) throws -> WebhookEvent {
    try chatwootParseWebhook(json: Data(json.utf8))
}
