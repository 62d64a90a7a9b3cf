package com.mailgrant.appregistration;

import com.mailgrant.platform.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What somebody entered, unchecked.
 *
 * @param clientSecret empty or masked means: leave the stored one
 * @param expires ISO date of the secret's last day
 */
public record AppRegistrationDraft(
    @Nullable String cloud,
    @Nullable String tenant,
    @Nullable String clientId,
    @Nullable Secret clientSecret,
    @Nullable String certificate,
    @Nullable Secret privateKey,
    @Nullable String expires) {}
