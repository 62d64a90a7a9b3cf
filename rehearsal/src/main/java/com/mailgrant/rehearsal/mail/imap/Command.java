package com.mailgrant.rehearsal.mail.imap;

/**
 * A command as it came.
 *
 * @param tag to be repeated in the answer
 * @param name in capitals
 * @param uid whether UID stood before the name
 */
record Command(String tag, String name, boolean uid, Arguments arguments) {}
