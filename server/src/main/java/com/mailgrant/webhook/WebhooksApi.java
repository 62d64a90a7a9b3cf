package com.mailgrant.webhook;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MergePatch;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhook endpoints for programs.
 *
 * <p>Each event of the log that an endpoint's filter lets through is posted to its URL as JSON, in
 * the form of {@link com.mailgrant.event.Event}, one after the other, with the headers of Standard
 * Webhooks: {@code webhook-id} (the id of the event, the same at every try), {@code
 * webhook-timestamp} and {@code webhook-signature}. Any answer from 200 to 299 within 15 s takes
 * the event; everything else is tried again for 72 hours with growing pauses, while later events
 * wait. 410 disables the endpoint at once. An event may come twice: remember the ids.
 */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhooksApi {
  private final Webhooks webhooks;
  private final JsonMapper json;

  WebhooksApi(Webhooks webhooks, JsonMapper json) {
    this.webhooks = webhooks;
    this.json = json;
  }

  /** All endpoints, oldest first, without their secrets. */
  @Needs(Scope.WEBHOOKS_READ)
  @GetMapping
  Page list(Caller caller) {
    return new Page(webhooks.of(caller.organization()), null);
  }

  /** The answer holds the secret ({@code whsec_...}), which is never shown again. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PostMapping
  ResponseEntity<EndpointView> create(@RequestBody EndpointDraft draft, Caller caller) {
    var made = webhooks.create(caller.organization(), draft);
    var view = made.endpoint().with(made.secret());
    return ResponseEntity.created(URI.create("/api/v1/webhooks/" + view.id()))
        .eTag(String.valueOf(view.version()))
        .body(view);
  }

  /** One endpoint, with its ETag. */
  @Needs(Scope.WEBHOOKS_READ)
  @GetMapping("/{id}")
  ResponseEntity<EndpointView> get(@PathVariable UUID id, Caller caller) {
    return answer(webhooks.get(caller.organization(), id));
  }

  /** JSON Merge Patch (RFC 7396): what is left out stays, null removes. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PatchMapping(
      path = "/{id}",
      consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<EndpointView> patch(
      @PathVariable UUID id,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    if (!(json.valueToTree(webhooks.draft(caller.organization(), id))
        instanceof ObjectNode whole)) {
      throw new IllegalStateException("a draft is an object");
    }
    MergePatch.apply(whole, patch);
    var draft = json.treeToValue(whole, EndpointDraft.class);
    return answer(
        webhooks.edit(caller.organization(), id, draft, MergePatch.version(ifMatch, "webhook")));
  }

  /** Deletes an endpoint. What waited is not delivered; it stays in the log. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @DeleteMapping("/{id}")
  ResponseEntity<Void> delete(
      @PathVariable UUID id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    webhooks.delete(caller.organization(), id, MergePatch.version(ifMatch, "webhook"));
    return ResponseEntity.noContent().build();
  }

  /** Tells it nothing until it is resumed. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PostMapping("/{id}/pause")
  ResponseEntity<EndpointView> pause(@PathVariable UUID id, Caller caller) {
    return answer(webhooks.pause(caller.organization(), id));
  }

  /** Also enables an endpoint that was disabled, and ends the pause of one that failed. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PostMapping("/{id}/resume")
  ResponseEntity<EndpointView> resume(@PathVariable UUID id, Caller caller) {
    return answer(webhooks.resume(caller.organization(), id));
  }

  /** Posts again what comes after a cursor. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PostMapping("/{id}/replay")
  ResponseEntity<EndpointView> replay(
      @PathVariable UUID id, @RequestBody Replay replay, Caller caller) {
    if (replay.after() == null || replay.after().isBlank()) {
      throw new InvalidInput("after", "wrong.event.cursor");
    }
    return answer(webhooks.replay(caller.organization(), id, replay.after()));
  }

  /** Posts an event of the type {@code webhook.test} now, whatever the state of the endpoint. */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PostMapping("/{id}/test")
  TestAnswer test(@PathVariable UUID id, Caller caller) {
    return TestAnswer.of(webhooks.test(caller.organization(), id));
  }

  /**
   * A new secret, shown in this answer alone; for 24 hours requests bear a signature with the one
   * before it as well.
   */
  @Needs(Scope.WEBHOOKS_WRITE)
  @PostMapping("/{id}/secret")
  ResponseEntity<EndpointView> renewSecret(@PathVariable UUID id, Caller caller) {
    var renewed = webhooks.renewSecret(caller.organization(), id);
    return answer(renewed.endpoint().with(renewed.secret()));
  }

  private static ResponseEntity<EndpointView> answer(EndpointView view) {
    return ResponseEntity.ok().eTag(String.valueOf(view.version())).body(view);
  }

  /**
   * @param after cursor of an event, 0 for the beginning, or {@code latest} to leave out what waits
   */
  record Replay(@Nullable String after) {}

  /**
   * @param httpStatus of the answer that took it
   * @param message what went wrong, for a person
   */
  record TestAnswer(
      boolean delivered, @Nullable Integer httpStatus, @Nullable String message, long millis) {
    static TestAnswer of(Webhooks.Tested tested) {
      return switch (tested.delivered()) {
        case Delivered.Taken(int status) -> new TestAnswer(true, status, null, tested.millis());
        case Delivered.Failed(var words) ->
            new TestAnswer(false, null, words.forReader(), tested.millis());
        case Delivered.Gone(var words) ->
            new TestAnswer(false, null, words.forReader(), tested.millis());
      };
    }
  }

  /**
   * @param next cursor of the next page; left out on the last one
   */
  record Page(List<EndpointView> items, @Nullable String next) {}
}
