package com.mailgrant.support;

import com.mailgrant.account.AccountView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What support needs to know, and no secret.
 *
 * @param versions of Mailgrant and what it runs on
 * @param settings the keys that are set, with the values of those that are harmless
 * @param accounts with settings and states
 * @param reports the newest failures, newest first
 * @param more what other rooms contribute
 */
record SupportBundle(
    Instant madeAt,
    Map<String, String> versions,
    Map<String, String> settings,
    List<AccountView> accounts,
    List<ReportView> reports,
    Map<String, Object> more) {}
