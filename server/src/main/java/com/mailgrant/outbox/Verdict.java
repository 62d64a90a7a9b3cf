package com.mailgrant.outbox;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.Submission.RefusedRecipient;
import java.time.Duration;
import java.util.List;

/** What one try at a message came to. */
sealed interface Verdict {
  /**
   * The server has it, for all that were wanted but these.
   *
   * @param refused for good, or for now: each reply says
   * @param later recipients that were not offered in this submission
   */
  record Accepted(List<RefusedRecipient> refused, List<String> later) implements Verdict {}

  /** A copy was found: it left at an earlier try. */
  record HadLeft() implements Verdict {}

  /** The message is at fault. */
  record Failed(Finding why, List<RefusedRecipient> refused) implements Verdict {}

  /**
   * The account is at fault.
   *
   * @param signedIn whether that showed after the sign-in
   */
  record Held(Finding why, boolean signedIn) implements Verdict {}

  /**
   * The time is.
   *
   * @param everyone whether the other messages of the account would hear the same
   */
  record Deferred(Finding why, boolean everyone) implements Verdict {}

  /**
   * It may have left; the place to look cannot be opened now, or what is looked for may yet come.
   */
  record LookLater(Duration pause) implements Verdict {}

  /** It may have left, and nobody can tell. */
  record InDoubt() implements Verdict {}

  /** Its account is gone, and with it the message. */
  record Gone() implements Verdict {}
}
