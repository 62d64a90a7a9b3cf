package com.mailgrant.provider.microsoft;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.provider.Application.Proof;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.ErrorTable;
import com.mailgrant.provider.ErrorTable.Occasion;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.TokenError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the authority's refusals mean: mostly the table {@code provider/microsoft-codes.yaml}
 * (facts/microsoft365 1.5 and 7). Where one number has several causes, what went before tells them
 * apart.
 */
final class MicrosoftErrors {
  private static final ErrorTable TABLE = ErrorTable.read("microsoft-codes");

  private static final String TIME = "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)";
  private static final Pattern ISSUED =
      Pattern.compile("(?i)issued (?:or last used )?on '?" + TIME);
  private static final Pattern VALID_FROM = Pattern.compile("TokensValidFrom\\D{0,200}" + TIME);
  private static final Duration SAME_SIGN_IN = Duration.ofDays(1);

  private MicrosoftErrors() {}

  static Finding explain(TokenError error, Occasion occasion, Evidence evidence) {
    var code = told(TABLE.diagnosis(error, occasion), error, evidence);
    return new Finding(code, values(error, evidence), said(error), error.trace());
  }

  /** The same number, told apart by what went before and by what the application shows. */
  private static String told(String code, TokenError error, Evidence evidence) {
    return switch (code) {
      case "D16" -> isOldToken(error, evidence) ? "D17" : code;
      case "D69" -> evidence.history().provedBefore() == Certainty.YES ? "D82" : code;
      case "D20" -> evidence.application().proof() == Proof.CERTIFICATE ? "D60" : code;
      default -> code;
    };
  }

  /**
   * The authority calls the very token of the sign-in unused, and yet it was refreshed since: what
   * is stored is not what the last refresh brought (facts/diagnosis D17).
   */
  private static boolean isOldToken(TokenError error, Evidence evidence) {
    var signedIn = evidence.history().signedInAt();
    var refreshed = evidence.history().refreshedAt();
    return signedIn != null
        && refreshed != null
        && refreshed.isAfter(signedIn.plus(SAME_SIGN_IN.multipliedBy(2)))
        && time(ISSUED, error)
            .map(issued -> Duration.between(issued, signedIn).abs())
            .filter(apart -> apart.compareTo(SAME_SIGN_IN) <= 0)
            .isPresent();
  }

  private static Map<String, String> values(TokenError error, Evidence evidence) {
    var values = new LinkedHashMap<>(evidence.values());
    values.put("detail", error.description().isBlank() ? error.error() : firstLine(error));
    values.put("host", values.getOrDefault("authority", ""));
    values.put("port", AuthorityFailures.port(evidence));
    values.put("signedIn", evidence.signInUser());
    values.put("expected", evidence.mailbox());
    if (evidence.application().proof() == Proof.SECRET_LIKE_AN_ID) {
      values.put("secretIsId", "");
    }
    time(ISSUED, error).ifPresent(issued -> values.put("issued", readable(issued)));
    time(VALID_FROM, error).ifPresent(since -> values.put("since", readable(since)));
    lookUp(error, evidence).ifPresent(page -> values.put("lookUp", page));
    consentLink(evidence).ifPresent(url -> values.put("consentLink", url));
    return values;
  }

  private static Optional<Instant> time(Pattern pattern, TokenError error) {
    var found = pattern.matcher(error.description());
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(found.group(1) + "Z"));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String readable(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES)
        .toString()
        .replace("T", " ")
        .replace(":00Z", " UTC");
  }

  private static String firstLine(TokenError error) {
    return error.description().lines().findFirst().orElse(error.error());
  }

  private static String said(TokenError error) {
    return error.error() + (error.description().isBlank() ? "" : ": " + error.description());
  }

  /** The authority explains its numbers to people (facts/microsoft365 1.1). */
  private static Optional<String> lookUp(TokenError error, Evidence evidence) {
    var cloud = evidence.cloud();
    return cloud == null
        ? Optional.empty()
        : error.codes().stream()
            .findFirst()
            .map(number -> cloud.authority() + "/error?code=" + number);
  }

  /** The link that lets an administrator consent for the whole tenant (facts/microsoft365 8). */
  private static Optional<String> consentLink(Evidence evidence) {
    var cloud = evidence.cloud();
    var tenant = evidence.tenant();
    var clientId = evidence.clientId();
    if (cloud == null || tenant == null || clientId == null) {
      return Optional.empty();
    }
    // The page does not know common (facts/microsoft365 8).
    var whose = tenant.equals("common") ? "organizations" : tenant;
    var base = MicrosoftEndpoints.of(cloud, whose).adminConsent();
    if (base == null) {
      return Optional.empty();
    }
    var redirect = evidence.application().redirectUri();
    return Optional.of(
        base
            + "?client_id="
            + encoded(clientId)
            + "&scope="
            + encoded(String.join(" ", MicrosoftEndpoints.scopes(cloud)))
            + (redirect == null ? "" : "&redirect_uri=" + encoded(redirect)));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
