package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.mailbox.Mailbox;
import java.time.Instant;

/**
 * Who has signed in to what.
 *
 * @param person whose token it was
 * @param owner who stands in the directory with the mailbox's address
 * @param mailbox which was named in the sign-in
 * @param connected false if the mailbox does not open although the token was good
 * @param tokenEnds when an IMAP session has to end
 */
public record Account(
    Person person, Person owner, Mailbox mailbox, boolean connected, Instant tokenEnds) {}
