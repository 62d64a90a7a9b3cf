package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.SignIn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words and habits in which Exchange and Gmail differ. */
interface Manner {
  /** Behind {@code * OK}. */
  String greeting();

  /**
   * @param account null before sign-in
   * @param oauth false if only passwords are offered
   */
  String capabilities(@Nullable Account account, boolean oauth);

  /** SASL mechanisms that are understood. */
  List<String> mechanisms();

  /** JSON that explains a refused token before the last word comes (RFC 7628 3.2.2). */
  Optional<String> challenge(String mechanism);

  /** Behind {@code NO}, to AUTHENTICATE. */
  String refused(SignIn.Refusal refusal);

  /** Behind {@code OK}, to AUTHENTICATE. */
  String signedIn(Account account);

  /** Whether the capabilities are told unasked after sign-in. */
  boolean tellsCapabilities();

  /** Behind {@code NO}, to LOGIN. */
  String loginRefused();

  /** Behind {@code OK} at the end of a command. */
  String completed(String command);

  /** Behind {@code NO} at the end of a command. */
  String failed(String command);

  /** Behind {@code NO}, when a folder to be opened is not there. */
  String noSuchFolder(String encodedName);

  /** Behind {@code NO}, when the target of APPEND, COPY or MOVE is not there. */
  String noTarget();

  /** Behind {@code BAD}. */
  String unknownCommand();

  /** Behind {@code BAD}. */
  String badArgument();

  /** Behind {@code BAD}. */
  String wrongState();

  /** Behind {@code +}. */
  String goAhead();

  /** Behind {@code +}. */
  String idling();

  /** Behind {@code * BYE}, in answer to LOGOUT. */
  String farewell();

  /** Behind {@code * BYE}, when the server has had enough. */
  String closed();

  /** Behind {@code * BYE}, when the token has run out. */
  String tokenRanOut();

  /** Arguments of the answer to ID. */
  String identity();

  /** Whether LIST shows what the folder is for. */
  boolean showsAttributes(Account account);

  /** Whether SEARCH takes this character set besides US-ASCII. */
  boolean searchesIn(String charset);

  /** Whether a bad back end shows as throttling in the middle of a session. */
  boolean throttles();
}
