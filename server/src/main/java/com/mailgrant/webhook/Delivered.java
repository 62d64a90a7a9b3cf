package com.mailgrant.webhook;

import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.HttpResult.Answer;
import com.mailgrant.platform.HttpResult.NoAnswer;
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
  record Failed(String words) implements Delivered {}

  /** It wants no more events (410). */
  record Gone(String words) implements Delivered {}

  static Delivered of(URI url, HttpResult result) {
    return switch (result) {
      case Answer(int status, String _) when status >= 200 && status < 300 -> new Taken(status);
      case Answer(int status, String _) when status == 410 ->
          new Gone("The endpoint answered 410 Gone: it wants no more events.");
      case Answer(int status, String _) -> new Failed(words(status));
      case NoAnswer nothing -> new Failed(words(url, nothing));
    };
  }

  private static String words(int status) {
    var says = "The endpoint answered " + status;
    return switch (status) {
      case 401, 403 ->
          says + ": it does not let Mailgrant in. Check what it wants before it reads a request.";
      case 404 -> says + ": there is nothing at this address. Check the URL.";
      case 429 -> says + ": too many requests. Mailgrant goes slower by itself.";
      default ->
          status >= 300 && status < 400
              ? says + ", which sends elsewhere. Redirects are not followed; enter the final URL."
              : status >= 500
                  ? says + ": it has a problem of its own."
                  : says + " and did not take the event.";
    };
  }

  private static String words(URI url, NoAnswer nothing) {
    var host = url.getHost();
    return switch (nothing.why()) {
      case NAME_UNKNOWN -> "The name server knows no host " + host + ". Check the URL.";
      case REFUSED -> host + " refused the connection. Is the endpoint running?";
      case TIMED_OUT ->
          host
              + " gave no answer within "
              + Carrier.PATIENCE.toSeconds()
              + " s. Take events first and work on them afterwards.";
      case TLS ->
          "There is no secure connection to "
              + host
              + ": "
              + nothing.detail()
              + ". Check its certificate.";
      case CLOSED, TOO_BIG -> host + " broke off: " + nothing.detail() + ".";
      case FORBIDDEN_ADDRESS ->
          nothing.detail()
              + ". The operator can allow it by mailgrant.network.allow-private-hosts.";
    };
  }
}
