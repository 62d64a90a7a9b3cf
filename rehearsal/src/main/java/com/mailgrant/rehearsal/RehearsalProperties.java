package com.mailgrant.rehearsal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code rehearsal} in the configuration.
 *
 * @param dataDir certificates, keys and grants; made at the first start
 * @param redirectUris where Mailgrant wants browsers back; more can be added while the tenant runs
 * @param accessTokenLife null: a random life of 60 to 90 minutes, as at Microsoft (facts 3.1)
 * @param slowness how long the fault {@code authority-slow} waits before it answers
 */
@ConfigurationProperties("rehearsal")
public record RehearsalProperties(
    @DefaultValue("./data/rehearsal") Path dataDir,
    @DefaultValue Ports ports,
    @DefaultValue("http://localhost:8080/oauth2/callback") List<String> redirectUris,
    @Nullable Duration accessTokenLife,
    @DefaultValue("90s") Duration slowness) {

  public RehearsalProperties {
    redirectUris = List.copyOf(redirectUris);
  }

  /**
   * TCP ports on 127.0.0.1; 0 takes any free one.
   *
   * @param authority identity provider and control desk, HTTPS
   * @param imap and {@code pop3}: TLS from the first byte
   * @param smtp STARTTLS; {@code googleImap} and {@code googleSmtp} likewise for the Gmail mailbox
   */
  public record Ports(
      @DefaultValue("8443") int authority,
      @DefaultValue("10993") int imap,
      @DefaultValue("10995") int pop3,
      @DefaultValue("10587") int smtp,
      @DefaultValue("11993") int googleImap,
      @DefaultValue("11587") int googleSmtp) {}
}
