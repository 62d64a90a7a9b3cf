package com.mailgrant.provider.microsoft;

import com.mailgrant.mail.Stage;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.TokenClaims;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why mail servers refuse a token, as far as its claims show it (facts/diagnosis 1). */
final class TokenFlaws {
  /** Good for approving permissions, not for mail servers (facts/microsoft365 2.3). */
  private static final String OLD_NAME = "https://ps.outlook.com";

  private static final Pattern GUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final Duration SKEW = Duration.ofMinutes(5);

  private TokenFlaws() {}

  /** Code of the diagnosis; empty where the claims show nothing wrong or cannot be read. */
  static Optional<String> of(Stage stage, Evidence evidence) {
    var claims = evidence.claims();
    if (claims == null) {
      return Optional.empty();
    }
    return audience(claims, evidence)
        .or(() -> time(claims, evidence))
        .or(() -> tenant(claims, evidence))
        .or(() -> permissions(stage, claims))
        .or(() -> person(claims, evidence));
  }

  /** What these diagnoses tell besides what every diagnosis tells. */
  static Map<String, String> values(String code, Evidence evidence) {
    var claims = evidence.claims();
    if (claims == null) {
      return Map.of();
    }
    return switch (code) {
      case "D04", "D30" -> detail(claims.audience());
      case "D25" ->
          claims.scopes().isEmpty()
              ? Map.of()
              : detail("the token has only " + String.join(", ", claims.scopes()));
      case "D41", "D104" -> detail(claims.tenant());
      case "D50" -> claims.user() == null ? Map.of() : Map.of("signedIn", claims.user());
      case "D62" -> detail("the token ended at " + claims.expiresAt());
      default -> Map.of();
    };
  }

  private static Optional<String> audience(TokenClaims claims, Evidence evidence) {
    var audience = claims.audience();
    if (audience == null || MicrosoftTokens.isForMail(audience, evidence.cloud())) {
      return Optional.empty();
    }
    return Optional.of(audience.startsWith(OLD_NAME) ? "D30" : "D04");
  }

  private static Optional<String> time(TokenClaims claims, Evidence evidence) {
    var expires = claims.expiresAt();
    return expires != null && expires.plus(SKEW).isBefore(evidence.history().now())
        ? Optional.of("D62")
        : Optional.empty();
  }

  private static Optional<String> tenant(TokenClaims claims, Evidence evidence) {
    var issuing = claims.tenant();
    var registered = evidence.tenant();
    if (issuing == null || registered == null || issuing.equalsIgnoreCase(registered)) {
      return Optional.empty();
    }
    if (issuing.equals(PERSONAL_TENANT)) {
      return Optional.of("D41");
    }
    // A tenant that was entered by a domain cannot be compared.
    return GUID.matcher(registered).matches() && GUID.matcher(issuing).matches()
        ? Optional.of("D104")
        : Optional.empty();
  }

  private static Optional<String> permissions(Stage stage, TokenClaims claims) {
    if (!claims.scopes().isEmpty()) {
      return has(claims, wanted(stage)) ? Optional.empty() : Optional.of("D25");
    }
    return claims.roles().stream().anyMatch(role -> role.endsWith("AsApp"))
        ? Optional.of("D29")
        : Optional.empty();
  }

  private static boolean has(TokenClaims claims, String scope) {
    return claims.scopes().stream()
        .map(given -> given.substring(given.lastIndexOf('/') + 1))
        .anyMatch(scope::equalsIgnoreCase);
  }

  private static String wanted(Stage stage) {
    return switch (stage) {
      case SMTP_AUTHENTICATE -> "SMTP.Send";
      case POP_AUTHENTICATE -> "POP.AccessAsUser.All";
      default -> "IMAP.AccessAsUser.All";
    };
  }

  private static Optional<String> person(TokenClaims claims, Evidence evidence) {
    var user = claims.user();
    return user != null
            && !user.toLowerCase(Locale.ROOT).equals(evidence.signInUser().toLowerCase(Locale.ROOT))
        ? Optional.of("D50")
        : Optional.empty();
  }

  private static Map<String, String> detail(@Nullable String detail) {
    return detail == null ? Map.of() : Map.of("detail", detail);
  }
}
