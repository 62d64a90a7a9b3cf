package com.mailgrant.sharing;

import com.mailgrant.account.MailAccount;
import org.jspecify.annotations.Nullable;

/**
 * Through which account a message leaves.
 *
 * @param why another one than was asked: {@code integrated-email-off}, {@code account-needs-login}
 *     or {@code account-disabled}; null when it is the one that was asked
 */
public record Route(MailAccount through, @Nullable String why) {}
