package com.mailgrant.webhook;

import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.HttpResult.Answer;
import com.mailgrant.platform.HttpResult.NoAnswer;
import com.mailgrant.platform.Sentence;
import java.net.URI;

/** What an endpoint made of one request. */
sealed interface Delivered {
  /** It took the event. */
  record Taken(int status) implements Delivered {}

  /**
   * It did not; it is tried again.
   *
   * @param words a sentence for a person
   */
  record Failed(Sentence words) implements Delivered {}

  /** It wants no more events (410). */
  record Gone(Sentence words) implements Delivered {}

  static Delivered of(URI url, HttpResult result) {
    return switch (result) {
      case Answer(int status, String _) when status >= 200 && status < 300 -> new Taken(status);
      case Answer(int status, String _) when status == 410 ->
          new Gone(Sentence.of("webhook.answer.gone"));
      case Answer(int status, String _) ->
          new Failed(Sentence.of("webhook.answer." + meaning(status), status));
      case NoAnswer nothing -> new Failed(words(url.getHost(), nothing));
    };
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401, 403 -> "not-let-in";
      case 404 -> "nothing-there";
      case 429 -> "too-many";
      default ->
          status >= 300 && status < 400 ? "elsewhere" : status >= 500 ? "own-problem" : "other";
    };
  }

  private static Sentence words(String host, NoAnswer nothing) {
    return switch (nothing.why()) {
      case NAME_UNKNOWN -> Sentence.of("webhook.answer.name", host);
      case REFUSED -> Sentence.of("webhook.answer.refused", host);
      case TIMED_OUT -> Sentence.of("webhook.answer.timed-out", host, Carrier.PATIENCE.toSeconds());
      case TLS -> Sentence.of("webhook.answer.tls", host, nothing.detail());
      case CLOSED, TOO_BIG -> Sentence.of("webhook.answer.broke-off", host, nothing.detail());
      case FORBIDDEN_ADDRESS -> Sentence.of("webhook.answer.private", nothing.detail());
    };
  }
}
