package com.mailgrant.inbox;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.Missing;
import com.mailgrant.session.NoSession;
import jakarta.mail.MessagingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading and searching the mailbox for programs. */
@RestController
@RequestMapping("/api/v1/accounts/{id}/messages")
class ReadingApi {
  private final Reading reading;
  private final Accounts accounts;

  ReadingApi(Reading reading, Accounts accounts) {
    this.reading = reading;
    this.accounts = accounts;
  }

  /** The newest messages first, or those that a search finds. */
  @Needs(Scope.MAIL_READ)
  @GetMapping
  Reading.Page list(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String folder,
      @RequestParam(required = false) @Nullable String correspondent,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Long cursor,
      Caller caller)
      throws NoSession {
    return reading.list(account(id, caller), folder, correspondent, q, cursor);
  }

  /** One message with its text and the names of its attachments. */
  @Needs(Scope.MAIL_READ)
  @GetMapping("/{messageId}")
  ReadMessage read(@PathVariable String id, @PathVariable String messageId, Caller caller)
      throws NoSession {
    return reading.read(account(id, caller), messageId);
  }

  /** The message as it lies on the server. */
  @Needs(Scope.MAIL_READ)
  @GetMapping(path = "/{messageId}/source", produces = "message/rfc822")
  byte[] source(@PathVariable String id, @PathVariable String messageId, Caller caller)
      throws NoSession {
    return reading.source(account(id, caller), messageId);
  }

  /** Always as a download: what somebody else wrote must not run in our origin. */
  @Needs(Scope.MAIL_READ)
  @GetMapping("/{messageId}/attachments/{number}")
  ResponseEntity<byte[]> attachment(
      @PathVariable String id,
      @PathVariable String messageId,
      @PathVariable int number,
      Caller caller)
      throws NoSession, MessagingException, IOException {
    var part =
        MimeReader.attachment(reading.source(account(id, caller), messageId), number)
            .orElseThrow(() -> new Missing("attachment"));
    try (var in = part.getInputStream()) {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_OCTET_STREAM)
          .header("Content-Disposition", "attachment")
          .body(in.readAllBytes());
    }
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(), AccountId.parse(id).orElseThrow(() -> new Missing("mail account")));
  }
}
