package dev.cxtriage

/** [chatwootParseConversationList] of a text. */
fun chatwootParseConversationList(json: String): ConversationList =
    chatwootParseConversationList(json.toUtf8())

/** [chatwootParseConversation] of a text. */
fun chatwootParseConversation(json: String): Conversation =
    chatwootParseConversation(json.toUtf8())

/** [chatwootParseMessages] of a text. */
fun chatwootParseMessages(json: String): MessagesPage = chatwootParseMessages(json.toUtf8())

/** [chatwootParseWebhook] of a text. */
fun chatwootParseWebhook(json: String): WebhookEvent = chatwootParseWebhook(json.toUtf8())

private fun String.toUtf8(): ByteArray = utf8(this).let { ByteArray(it.remaining()).also(it::get) }
