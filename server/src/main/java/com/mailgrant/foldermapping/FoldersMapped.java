package com.mailgrant.foldermapping;

import com.mailgrant.account.AccountId;

/** The folder mapping of an account was chosen anew, in the same transaction. */
public record FoldersMapped(AccountId account) {}
