package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import java.util.UUID;

/** The right to prove an account, until the lease ends or somebody else has it. */
record Claim(AccountId account, UUID id) {}
