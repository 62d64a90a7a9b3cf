package com.mailgrant.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Everything under {@code mailgrant} in the configuration; docs/configuration.md explains each.
 *
 * @param publicUrl where browsers reach this service, without a slash at the end
 * @param dataDir embedded PostgreSQL and keys
 * @param language tag of the language in which Mailgrant writes where nobody asked, for
 *     organizations that chose none
 */
@ConfigurationProperties("mailgrant")
public record MailgrantProperties(
    @DefaultValue("http://localhost:8080") String publicUrl,
    @DefaultValue("./data") Path dataDir,
    @DefaultValue Bootstrap bootstrap,
    @DefaultValue Trusted trust,
    @DefaultValue Map<String, CloudProperties> clouds,
    @DefaultValue List<AppRegistrationProperties> appRegistrations,
    @DefaultValue Network network,
    @DefaultValue Encryption encryption,
    @DefaultValue Support support,
    @DefaultValue Api api,
    @DefaultValue Health health,
    @DefaultValue Outbox outbox,
    @DefaultValue Watch watch,
    @DefaultValue Migration migration,
    @DefaultValue("en") String language) {

  public MailgrantProperties {
    if (Language.tagged(language).isEmpty()) {
      throw new IllegalArgumentException(
          "mailgrant.language must be one of "
              + Arrays.stream(Language.values()).map(Language::tag).toList()
              + ", was "
              + language);
    }
    clouds = Map.copyOf(clouds);
    appRegistrations = List.copyOf(appRegistrations);
    publicUrl =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
  }

  /** Where authorities send browsers back to; both legs of every flow use it. */
  public String redirectUri() {
    return publicUrl + "/oauth2/callback";
  }

  /**
   * @param adminPassword of the first administrator; null: a random one is printed once
   * @param apiKey a first API key with all rights; null: none
   */
  public record Bootstrap(@Nullable Secret adminPassword, @Nullable Secret apiKey) {}

  /**
   * @param caFile PEM file with further certificate authorities
   */
  public record Trusted(@Nullable Path caFile) {}

  /**
   * @param kind {@code microsoft}, {@code outlook} or {@code google}
   * @param resource what mail tokens are for
   * @param filesSentCopy whether the servers file sent messages by themselves
   */
  public record CloudProperties(
      String kind,
      @Nullable String displayName,
      URI authority,
      @Nullable String resource,
      @Nullable ServerProperties imap,
      @Nullable ServerProperties pop3,
      @Nullable ServerProperties smtp,
      @Nullable Boolean filesSentCopy) {}

  /**
   * @param port null: the usual one
   * @param security {@code tls}, {@code starttls} or {@code none}; null: the usual one
   */
  public record ServerProperties(String host, @Nullable Integer port, @Nullable String security) {}

  /**
   * @param certificateFile and {@code privateKeyFile}: PEM files, instead of a secret
   */
  public record AppRegistrationProperties(
      String cloud,
      String tenant,
      String clientId,
      @Nullable Secret clientSecret,
      @Nullable Path certificateFile,
      @Nullable Path privateKeyFile,
      @Nullable LocalDate secretExpires) {}

  /**
   * @param allowPrivateHosts whether hosts that people type may lead into private networks, and
   *     webhooks go without TLS
   */
  public record Network(@DefaultValue("false") boolean allowPrivateHosts) {}

  /**
   * @param keysetFile the keys that seal secrets; null: made in the data directory at first start
   */
  public record Encryption(@Nullable Path keysetFile) {}

  /**
   * @param email whom people write to when nothing helps
   */
  public record Support(@Nullable String email) {}

  /**
   * @param requestsPerMinute how many calls one API key may make in a minute, on all nodes
   *     together; 0: any number
   */
  public record Api(@DefaultValue("60000") long requestsPerMinute) {
    public Api {
      if (requestsPerMinute < 0) {
        throw new IllegalArgumentException(
            "mailgrant.api.requests-per-minute must not be negative, was " + requestsPerMinute);
      }
    }
  }

  /**
   * How connected accounts are proved again and again, and who is told.
   *
   * @param every how often each account is proved: a sign-in to IMAP and SMTP, nothing is sent. At
   *     least one second; spread by a tenth, so that accounts do not come in step
   * @param grace how long trouble has to last before anybody is told
   * @param recipients {@code notify}: addresses that are told; the notice leaves through another
   *     account that works. Empty: nobody gets mail, events and pages tell all the same
   * @param notifyOwners whether a notice goes to the person who signs in as well, where only that
   *     person can mend it
   */
  public record Health(
      @DefaultValue("60m") Duration every,
      @DefaultValue("10m") Duration grace,
      @Name("notify") @DefaultValue List<String> recipients,
      @DefaultValue("true") boolean notifyOwners) {
    public Health {
      recipients = List.copyOf(recipients);
      if (every.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "mailgrant.health.every must be at least 1s, was " + every);
      }
      if (grace.isNegative()) {
        throw new IllegalArgumentException(
            "mailgrant.health.grace must not be negative, was " + grace);
      }
    }
  }

  /**
   * Sending.
   *
   * @param keepContent how long the content of a message stays after it was sent, failed or was
   *     cancelled; its record stays for ever
   * @param accountsPerUser how many accounts one user of the application may use
   */
  public record Outbox(
      @DefaultValue("7d") Duration keepContent, @DefaultValue("5") int accountsPerUser) {
    public Outbox {
      if (keepContent.isNegative()) {
        throw new IllegalArgumentException(
            "mailgrant.outbox.keep-content must not be negative, was " + keepContent);
      }
      if (accountsPerUser < 1) {
        throw new IllegalArgumentException(
            "mailgrant.outbox.accounts-per-user must be at least 1, was " + accountsPerUser);
      }
    }
  }

  /**
   * How mailboxes are watched for new mail.
   *
   * @param enabled whether this node watches at all
   * @param folders how often all watched folders are looked at. At least one second
   * @param inbox how often the Inbox is looked at where the server cannot tell by itself, and POP3
   *     mailboxes. At least one second
   * @param startsPerSecond most sign-ins a second to one host, from one node
   */
  public record Watch(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("5m") Duration folders,
      @DefaultValue("1m") Duration inbox,
      @DefaultValue("50") int startsPerSecond) {
    public Watch {
      requireSecond(folders, "folders");
      requireSecond(inbox, "inbox");
      if (startsPerSecond < 1) {
        throw new IllegalArgumentException(
            "mailgrant.watch.starts-per-second must be at least 1, was " + startsPerSecond);
      }
    }

    private static void requireSecond(Duration every, String name) {
      if (every.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "mailgrant.watch." + name + " must be at least 1s, was " + every);
      }
    }
  }

  /**
   * The way off passwords.
   *
   * @param undoWithin how long a conversion can be taken back and a deleted account be brought
   *     back; then the password is erased. Zero: at once
   * @param invitationLife how long the link of an invitation serves
   * @param remindAfter how long after an invitation or reminder the next one is proposed
   */
  public record Migration(
      @DefaultValue("7d") Duration undoWithin,
      @DefaultValue("14d") Duration invitationLife,
      @DefaultValue("3d") Duration remindAfter) {
    /** As it is where nothing is configured. */
    public static final Migration USUAL =
        new Migration(Duration.ofDays(7), Duration.ofDays(14), Duration.ofDays(3));

    public Migration {
      if (undoWithin.isNegative()) {
        throw new IllegalArgumentException(
            "mailgrant.migration.undo-within must not be negative, was " + undoWithin);
      }
      if (invitationLife.compareTo(Duration.ofMinutes(1)) < 0) {
        throw new IllegalArgumentException(
            "mailgrant.migration.invitation-life must be at least 1m, was " + invitationLife);
      }
    }
  }
}
