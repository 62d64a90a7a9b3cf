package com.mailgrant.mail;

import java.util.List;

/**
 * What became of one message handed to an SMTP server. A connection that fails before the message
 * was complete is a {@link MailFailureException}: then the server has not taken it.
 */
public sealed interface Submission {
  /** The server has it, for all recipients but those refused. */
  record Accepted(Reply.Smtp reply, List<RefusedRecipient> refusedRecipients)
      implements Submission {
    /** Keeps the order of the envelope. */
    public Accepted {
      refusedRecipients = List.copyOf(refusedRecipients);
    }
  }

  /**
   * The server does not want it; whose fault and whether later, the reply says.
   *
   * @param stage MAIL, RCPT (every recipient refused; the reply is the first's), DATA or the end of
   *     it
   */
  record RefusedMessage(Stage stage, Reply.Smtp reply, List<RefusedRecipient> refusedRecipients)
      implements Submission {
    /** Keeps the order of the envelope. */
    public RefusedMessage {
      refusedRecipients = List.copyOf(refusedRecipients);
    }
  }

  /** Not offered to the server, since what it announced rules the message out. */
  record Unsuitable(Lack lack, String detail) implements Submission {}

  /**
   * The connection was lost after the message was complete and before the answer: it may have been
   * taken or not. Look for its Message-ID in Sent before trying again.
   */
  record Unknown(MailFailure lost) implements Submission {}

  /** One recipient that the server does not take. */
  record RefusedRecipient(String address, Reply.Smtp reply) {}

  /** What the server is not able to carry. */
  enum Lack {
    /** Larger than the announced SIZE (RFC 1870). */
    SIZE,
    /** Holds octets above 127, and 8BITMIME is not offered. */
    EIGHT_BIT,
    /** An address is not ASCII, and SMTPUTF8 is not offered. */
    INTERNATIONAL_ADDRESS
  }
}
