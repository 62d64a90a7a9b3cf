package com.mailgrant.outbox;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.session.NoSession;
import com.mailgrant.sharing.Sharing;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sending for programs. */
@RestController
@RequestMapping("/api/v1")
class OutboxApi {
  private static final int LONGEST_KEY = 200;
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final Outbox outbox;
  private final OutboxDesk desk;
  private final Drafts drafts;
  private final Accounts accounts;

  OutboxApi(Outbox outbox, OutboxDesk desk, Drafts drafts, Accounts accounts) {
    this.outbox = outbox;
    this.desk = desk;
    this.drafts = drafts;
    this.accounts = accounts;
  }

  /**
   * Accepts a message for sending. When the answer comes, the message is on disk. One that takes
   * more of another message than its thread needs {@code mail:read} as well.
   */
  @Needs(Scope.MAIL_SEND)
  @PostMapping("/accounts/{id}/messages")
  ResponseEntity<OutboxMessage> send(
      @PathVariable String id,
      @RequestBody MessageDraft draft,
      @RequestParam(required = false) @Nullable String onBehalfOf,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Caller caller)
      throws NoSession {
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new InvalidInput("Idempotency-Key", "wrong.outbox.key");
    }
    var message = named(draft, onBehalfOf);
    mayRead(message, caller);
    return ResponseEntity.accepted().body(outbox.acceptAnswer(account(id, caller), message, key));
  }

  /**
   * Keeps a message in the mapped Draft folder. One that takes more of another message than its
   * thread needs {@code mail:read} as well.
   */
  @Needs(Scope.MAIL_SEND)
  @PostMapping("/accounts/{id}/drafts")
  ResponseEntity<Drafts.Saved> saveDraft(
      @PathVariable String id,
      @RequestBody MessageDraft draft,
      @RequestParam(required = false) @Nullable String onBehalfOf,
      Caller caller)
      throws NoSession {
    var message = named(draft, onBehalfOf);
    mayRead(message, caller);
    return ResponseEntity.status(201).body(drafts.save(account(id, caller), message));
  }

  /** The newest messages of the outbox. */
  @Needs(Scope.OUTBOX_READ)
  @GetMapping("/outbox")
  OutboxDesk.Page list(
      @RequestParam(required = false) @Nullable UUID account,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      HttpServletRequest request,
      Caller caller) {
    refuseEmptyAccount(account, request);
    int most = limit == null ? USUAL_PAGE : limit;
    if (most < 1 || most > LARGEST_PAGE) {
      throw new InvalidInput("limit", "wrong.outbox.limit");
    }
    var filter =
        new OutboxFilter(account, state == null ? null : OutboxState.parse("state", state));
    var after = cursor == null ? null : OutboxCursor.parse(cursor);
    return desk.page(caller.organization(), filter, after, most);
  }

  /** How many messages stand where. */
  @Needs(Scope.OUTBOX_READ)
  @GetMapping("/outbox/summary")
  OutboxSummary summary(
      @RequestParam(required = false) @Nullable UUID account,
      HttpServletRequest request,
      Caller caller) {
    refuseEmptyAccount(account, request);
    return desk.summary(caller.organization(), account);
  }

  /** Does the same with several messages of the outbox. */
  @Needs(Scope.MAIL_SEND)
  @PostMapping("/outbox/bulk")
  OutboxDesk.Done bulk(@RequestBody OutboxDesk.Bulk bulk, Caller caller) {
    return desk.bulk(caller.organization(), bulk);
  }

  /** One message of the outbox, without its content. */
  @Needs(Scope.OUTBOX_READ)
  @GetMapping("/outbox/{id}")
  OutboxMessage get(@PathVariable UUID id, Caller caller) {
    return outbox.get(caller.organization(), id);
  }

  /** Moves the time at which a message leaves. */
  @Needs(Scope.MAIL_SEND)
  @PatchMapping("/outbox/{id}")
  OutboxMessage move(@PathVariable UUID id, @RequestBody Change change, Caller caller) {
    return outbox.move(caller.organization(), id, change.at());
  }

  /** Takes a message back that has not left. */
  @Needs(Scope.MAIL_SEND)
  @DeleteMapping("/outbox/{id}")
  ResponseEntity<Void> cancel(@PathVariable UUID id, Caller caller) {
    outbox.cancel(caller.organization(), id);
    return ResponseEntity.noContent().build();
  }

  /** Gives a message another try now. */
  @Needs(Scope.MAIL_SEND)
  @PostMapping("/outbox/{id}/release")
  OutboxMessage release(@PathVariable UUID id, Caller caller) {
    return outbox.release(caller.organization(), id);
  }

  /** Tries a message again. */
  @Needs(Scope.MAIL_SEND)
  @PostMapping("/outbox/{id}/retry")
  OutboxMessage retry(@PathVariable UUID id, Caller caller) {
    return outbox.retry(caller.organization(), id);
  }

  /** Marks a message in doubt as sent. */
  @Needs(Scope.MAIL_SEND)
  @PostMapping("/outbox/{id}/mark-sent")
  OutboxMessage markSent(@PathVariable UUID id, Caller caller) {
    return outbox.markSent(caller.organization(), id);
  }

  /** An id that a program forgot to fill in does not mean all accounts. */
  private static void refuseEmptyAccount(@Nullable UUID account, HttpServletRequest request) {
    if (account == null && request.getParameter("account") != null) {
      throw new InvalidInput("account", "wrong.api.type");
    }
  }

  /** The user stands in the address, as with every call of an account, or in the body. */
  private static MessageDraft named(MessageDraft draft, @Nullable String inAddress) {
    var inBody = draft.onBehalfOf() == null ? inAddress : draft.onBehalfOf();
    if (inBody == null) {
      return draft;
    }
    var user = Sharing.user(inBody);
    if (inAddress != null && !user.equals(Sharing.user(inAddress))) {
      throw new InvalidInput("onBehalfOf", "wrong.outbox.two-users");
    }
    return draft.onBehalfOf(user);
  }

  /** Else a key for sending would have any message of the mailbox sent to itself. */
  private static void mayRead(MessageDraft draft, Caller caller) {
    if (Originals.reads(draft)) {
      caller.require(Scope.MAIL_READ);
    }
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }

  /**
   * What may be changed of a message that has not left.
   *
   * @param sendAt a new time, as an ISO 8601 instant
   */
  record Change(@Nullable String sendAt) {
    Instant at() {
      return Accepting.time(sendAt);
    }
  }
}
