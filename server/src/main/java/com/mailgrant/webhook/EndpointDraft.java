package com.mailgrant.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as somebody enters it.
 *
 * @param url where events are posted; https, unless private hosts are allowed
 * @param description for people; may be left out
 * @param types of events, such as {@code message.sent} or {@code account.*}; nothing for all
 * @param accounts ids of mail accounts; nothing for all
 */
record EndpointDraft(
    @Nullable String url,
    @Nullable String description,
    @Nullable List<String> types,
    @Nullable List<String> accounts) {}
