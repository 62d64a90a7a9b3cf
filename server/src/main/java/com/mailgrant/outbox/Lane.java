package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one account, in the hands of one worker.
 *
 * @param lease proves whose hands
 * @param mailbox what the provider's limits are counted for
 * @param failures of the account or its server since a message last left
 * @param heldErrorId of the failure for which messages are held without being tried; null: none
 */
record Lane(
    AccountId account,
    OrganizationId organization,
    UUID lease,
    String mailbox,
    int failures,
    @Nullable String heldErrorId) {}
