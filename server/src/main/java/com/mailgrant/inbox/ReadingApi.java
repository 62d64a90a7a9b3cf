package com.mailgrant.inbox;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.session.NoSession;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading, searching and filing in the mailbox for programs. */
@RestController
@RequestMapping("/api/v1/accounts/{id}")
class ReadingApi {

  private final Reading reading;
  private final Filing filing;
  private final Accounts accounts;

  ReadingApi(Reading reading, Filing filing, Accounts accounts) {
    this.reading = reading;
    this.filing = filing;
    this.accounts = accounts;
  }

  /**
   * The newest messages first, live from the server. Nothing is marked as read.
   *
   * @param folder readable name, role, or {@code all} for all mapped folders; nothing for the
   *     mapped Inbox, or for all mapped folders where a correspondent is given
   * @param correspondent part of an address or name in From, To or Cc
   * @param q text in the message
   * @param cursor {@code next} of the page before
   * @param limit messages of a page, 1 to 200
   */
  @Needs(Scope.MAIL_READ)
  @GetMapping("/messages")
  Reading.Page list(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String folder,
      @RequestParam(required = false) @Nullable String correspondent,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "" + MessageQuery.USUAL) int limit,
      Caller caller)
      throws NoSession {
    return reading.list(
        account(id, caller), new MessageQuery(folder, correspondent, q, cursor, limit));
  }

  /** The messages that answer one another, oldest first, over the mapped folders. */
  @Needs(Scope.MAIL_READ)
  @GetMapping("/threads/{messageId}")
  Reading.Page thread(@PathVariable String id, @PathVariable String messageId, Caller caller)
      throws NoSession {
    return reading.thread(account(id, caller), messageId);
  }

  /** One message with its text and the names of its attachments. */
  @Needs(Scope.MAIL_READ)
  @GetMapping("/messages/{messageId}")
  ReadMessage read(@PathVariable String id, @PathVariable String messageId, Caller caller)
      throws NoSession {
    return reading.read(account(id, caller), messageId);
  }

  /**
   * The HTML of a message, made harmless: no scripts, forms or styles, pictures of the message
   * inline.
   *
   * @param remote whether pictures from elsewhere stay in, which tells the sender that the message
   *     was read
   */
  @Needs(Scope.MAIL_READ)
  @GetMapping(path = "/messages/{messageId}/html", produces = MediaType.TEXT_HTML_VALUE)
  void html(
      @PathVariable String id,
      @PathVariable String messageId,
      @RequestParam(defaultValue = "false") boolean remote,
      Caller caller,
      HttpServletResponse response)
      throws NoSession, IOException {
    try (var source = reading.fetch(account(id, caller), messageId)) {
      Bodies.html(source, remote, response);
    }
  }

  /** The message as it lies on the server. */
  @Needs(Scope.MAIL_READ)
  @GetMapping(path = "/messages/{messageId}/source", produces = "message/rfc822")
  void source(
      @PathVariable String id,
      @PathVariable String messageId,
      Caller caller,
      HttpServletResponse response)
      throws NoSession, IOException {
    try (var source = reading.fetch(account(id, caller), messageId)) {
      Bodies.source(source, response);
    }
  }

  /** Always as a download: what somebody else wrote must not run in our origin. */
  @Needs(Scope.MAIL_READ)
  @GetMapping(
      path = "/messages/{messageId}/attachments/{number}",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  void attachment(
      @PathVariable String id,
      @PathVariable String messageId,
      @PathVariable int number,
      Caller caller,
      HttpServletResponse response)
      throws NoSession, IOException {
    try (var source = reading.fetch(account(id, caller), messageId)) {
      var attachment =
          MimeReader.attachment(source, number)
              .orElseThrow(() -> new Missing("wrong.missing.attachment"));
      Bodies.attachment(attachment, response);
    }
  }

  /** Marks a message, or takes marks away; what is left out stays. */
  @Needs(Scope.MAIL_WRITE)
  @PatchMapping(
      path = "/messages/{messageId}",
      consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
  ListedMessage mark(
      @PathVariable String id,
      @PathVariable String messageId,
      @RequestBody Marks marks,
      Caller caller)
      throws NoSession {
    var flags = new LinkedHashMap<String, Boolean>();
    put(flags, "\\Seen", marks.seen());
    put(flags, "\\Flagged", marks.flagged());
    put(flags, "\\Answered", marks.answered());
    if (flags.isEmpty()) {
      throw new InvalidInput("seen", "wrong.inbox.flags");
    }
    return filing.mark(account(id, caller), messageId, flags);
  }

  /** Moves a message; the answer has the id that it has from now on. */
  @Needs(Scope.MAIL_WRITE)
  @PostMapping("/messages/{messageId}/move")
  Filing.Moved move(
      @PathVariable String id,
      @PathVariable String messageId,
      @RequestBody Target target,
      Caller caller)
      throws NoSession {
    if (target.folder() == null || target.folder().isBlank()) {
      throw new InvalidInput("folder", "wrong.inbox.which-folder");
    }
    return filing.move(account(id, caller), messageId, target.folder().strip());
  }

  /**
   * Moves a message to the mapped Deleted folder; the answer has its id there.
   *
   * @param permanent true removes it for good instead, and answers 204
   */
  @Needs(Scope.MAIL_WRITE)
  @DeleteMapping("/messages/{messageId}")
  ResponseEntity<Filing.Moved> delete(
      @PathVariable String id,
      @PathVariable String messageId,
      @RequestParam(defaultValue = "false") boolean permanent,
      Caller caller)
      throws NoSession {
    var account = account(id, caller);
    if (permanent) {
      filing.removeForGood(account, messageId);
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.ok(filing.throwAway(account, messageId));
  }

  private static void put(Map<String, Boolean> flags, String flag, @Nullable Boolean value) {
    if (value != null) {
      flags.put(flag, value);
    }
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }

  /**
   * @param seen whether somebody has read it
   * @param flagged whether it is marked for attention
   * @param answered whether it was answered
   */
  record Marks(@Nullable Boolean seen, @Nullable Boolean flagged, @Nullable Boolean answered) {}

  /**
   * @param folder readable name or role
   */
  record Target(@Nullable String folder) {}
}
