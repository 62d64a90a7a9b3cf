/**
 * Opens the mail servers of an account with the right credential, whatever kind of account it is.
 */
@NullMarked
package com.mailgrant.session;

import org.jspecify.annotations.NullMarked;
