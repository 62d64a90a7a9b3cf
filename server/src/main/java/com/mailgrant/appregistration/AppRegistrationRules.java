package com.mailgrant.appregistration;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what somebody entered into a registration, or says at each field what is wrong with it. */
@Component
class AppRegistrationRules {
  private static final Pattern TENANT =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
  private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int LONGEST_SECRET = 1024;

  private final Clouds clouds;

  AppRegistrationRules(Clouds clouds) {
    this.clouds = clouds;
  }

  /**
   * @param stored what it replaces; null for a new one
   * @throws InvalidInput with every field that is wrong
   */
  Checked check(AppRegistrationDraft draft, @Nullable AppRegistration stored) {
    var errors = new ArrayList<FieldError>();
    var cloud = cloud(draft.cloud(), errors);
    var tenant = stripped(draft.tenant());
    if (!TENANT.matcher(tenant).matches()) {
      errors.add(new FieldError("tenant", "wrong.registration.tenant"));
    }
    var clientId = stripped(draft.clientId());
    if (!CLIENT_ID.matcher(clientId).matches()) {
      errors.add(new FieldError("clientId", "wrong.registration.client-id"));
    }
    var secret = secret(draft.clientSecret(), errors);
    var certificate = stripped(draft.certificate());
    var key =
        draft.privateKey() == null || draft.privateKey().isMaskOrBlank()
            ? null
            : draft.privateKey();
    if (secret != null && !certificate.isEmpty()) {
      errors.add(new FieldError("certificate", "wrong.registration.both"));
    }
    if (secret == null && certificate.isEmpty() && stored == null) {
      errors.add(new FieldError("clientSecret", "wrong.registration.neither"));
    }
    LocalDate certificateEnds = null;
    if (!certificate.isEmpty() && errors.isEmpty()) {
      certificateEnds = checkCertificate(certificate, key, stored);
    }
    var expires = date(draft.expires(), errors);
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    return new Checked(
        cloud,
        tenant,
        clientId,
        secret,
        certificate.isEmpty() ? null : certificate,
        key,
        expires == null ? certificateEnds : expires);
  }

  private static LocalDate checkCertificate(
      String pem, @Nullable Secret key, @Nullable AppRegistration stored) {
    var certificate = Pem.certificate(pem);
    if (key != null) {
      Pem.checkThatTheyBelongTogether(certificate, Pem.privateKey(key));
    } else if (!isStored(certificate, stored)) {
      throw new InvalidInput("privateKey", "wrong.registration.no-key");
    }
    return certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** The page shows the stored certificate but not its key, so it comes back alone. */
  private static boolean isStored(X509Certificate posted, @Nullable AppRegistration stored) {
    var pem = stored == null ? null : stored.certificate();
    return pem != null && Pem.certificate(pem).equals(posted);
  }

  private String cloud(@Nullable String typed, List<FieldError> errors) {
    var name = stripped(typed);
    if (clouds.named(name).isEmpty()) {
      errors.add(
          new FieldError(
              "cloud",
              "wrong.account.type",
              String.join(", ", clouds.all().stream().map(Cloud::name).toList())));
    }
    return name;
  }

  private static @Nullable Secret secret(@Nullable Secret typed, List<FieldError> errors) {
    if (typed == null || typed.isMaskOrBlank()) {
      return null;
    }
    var stripped = typed.stripped();
    if (SecretShape.isGuid(stripped)) {
      errors.add(new FieldError("clientSecret", "wrong.registration.secret-id"));
    }
    if (stripped.length() > LONGEST_SECRET || !stripped.isPrintableAscii()) {
      errors.add(new FieldError("clientSecret", "wrong.registration.no-secret"));
    }
    return stripped;
  }

  private static @Nullable LocalDate date(@Nullable String typed, List<FieldError> errors) {
    try {
      return stripped(typed).isEmpty() ? null : LocalDate.parse(stripped(typed));
    } catch (DateTimeParseException e) {
      errors.add(new FieldError("expires", "wrong.registration.date"));
      return null;
    }
  }

  private static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  /** A draft that was checked. */
  record Checked(
      String cloud,
      String tenant,
      String clientId,
      @Nullable Secret secret,
      @Nullable String certificate,
      @Nullable Secret privateKey,
      @Nullable LocalDate expires) {}
}
