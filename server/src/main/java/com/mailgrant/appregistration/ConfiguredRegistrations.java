package com.mailgrant.appregistration;

import com.mailgrant.appregistration.AppRegistration.Origin;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.MailgrantProperties.AppRegistrationProperties;
import com.mailgrant.platform.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Takes {@code mailgrant.app-registrations} over at every start: what stands there holds. */
@Component
class ConfiguredRegistrations implements ApplicationRunner {
  private final MailgrantProperties properties;
  private final AppRegistrations registrations;
  private final AppRegistrationTable table;

  ConfiguredRegistrations(
      MailgrantProperties properties, AppRegistrations registrations, AppRegistrationTable table) {
    this.properties = properties;
    this.registrations = registrations;
    this.table = table;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    int number = 0;
    for (var configured : properties.appRegistrations()) {
      try {
        keep(configured);
      } catch (InvalidInput e) {
        var first = e.errors().getFirst();
        throw new IllegalStateException(
            "mailgrant.app-registrations[%d].%s: %s"
                .formatted(number, first.field(), first.message()),
            e);
      }
      number++;
    }
  }

  private void keep(AppRegistrationProperties configured) {
    var organization = OrganizationId.FIRST;
    var draft = draft(configured);
    table
        .configured(organization, configured.cloud(), configured.tenant(), configured.clientId())
        .ifPresentOrElse(
            existing -> registrations.edit(organization, existing.id(), draft, null),
            () -> registrations.create(organization, draft, Origin.CONFIGURATION));
  }

  private static AppRegistrationDraft draft(AppRegistrationProperties configured) {
    var key = read(configured.privateKeyFile());
    var expires = configured.secretExpires();
    return new AppRegistrationDraft(
        configured.cloud(),
        configured.tenant(),
        configured.clientId(),
        configured.clientSecret(),
        read(configured.certificateFile()),
        key == null ? null : new Secret(key),
        expires == null ? null : expires.toString());
  }

  private static @Nullable String read(@Nullable Path file) {
    try {
      return file == null ? null : Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("mailgrant.app-registrations: " + file + " cannot be read", e);
    }
  }
}
