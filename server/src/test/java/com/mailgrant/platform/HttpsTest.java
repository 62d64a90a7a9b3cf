package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.mailgrant.mail.TestCertificates;
import com.mailgrant.platform.HttpResult.Answer;
import com.mailgrant.platform.HttpResult.NoAnswer;
import com.mailgrant.platform.HttpResult.Why;
import com.mailgrant.platform.MailgrantProperties.Bootstrap;
import com.mailgrant.platform.MailgrantProperties.CloudProperties;
import com.mailgrant.platform.MailgrantProperties.Encryption;
import com.mailgrant.platform.MailgrantProperties.Health;
import com.mailgrant.platform.MailgrantProperties.Network;
import com.mailgrant.platform.MailgrantProperties.Support;
import com.mailgrant.platform.MailgrantProperties.Trusted;
import com.mailgrant.platform.MailgrantProperties.Watch;
import com.mailgrant.testing.FakeAuthority;
import com.mailgrant.testing.Reply;
import com.mailgrant.testing.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
  @TempDir private Path home;

  @Test
  void a_certificate_of_the_configured_authority_is_believed() throws Exception {
    try (var authority = FakeAuthority.https(new SettableClock())) {
      var pem = TestCertificates.authorityPem(home.resolve("ca.pem"));
      assertThat(https(authority, pem).get(discovery(authority)))
          .asInstanceOf(type(Answer.class))
          .satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains(authority.issuer());
          });
    }
  }

  @Test
  void a_certificate_of_an_unknown_authority_is_not() {
    try (var authority = FakeAuthority.https(new SettableClock())) {
      assertThat(https(authority, null).get(discovery(authority)))
          .asInstanceOf(type(NoAnswer.class))
          .extracting(NoAnswer::why)
          .isEqualTo(Why.TLS);
    }
  }

  @Test
  void secrets_arrive_letter_by_letter() {
    try (var authority = FakeAuthority.http(new SettableClock())) {
      var form = new LinkedHashMap<String, String>();
      form.put("client_secret", "a~b+c&d=e f%20/ü€\"'");
      form.put("scope", "openid profile");
      https(authority, null).postForm(authority.address().resolve("/t/oauth2/v2.0/token"), form);
      assertThat(authority.tokenRequests()).containsExactly(form);
    }
  }

  @Test
  void nobody_is_followed_elsewhere() {
    try (var authority = FakeAuthority.http(new SettableClock())) {
      authority.discovery(new Reply(302, "text/plain", "moved"));
      assertThat(https(authority, null).get(discovery(authority)))
          .asInstanceOf(type(Answer.class))
          .extracting(Answer::status)
          .isEqualTo(302);
      assertThat(authority.visits()).hasSize(1);
    }
  }

  @Test
  void an_endless_answer_is_not_read_to_its_end() {
    try (var authority = FakeAuthority.http(new SettableClock())) {
      authority.discovery(Reply.json(200, "x".repeat(257 * 1024)));
      assertThat(https(authority, null).get(discovery(authority)))
          .asInstanceOf(type(NoAnswer.class))
          .extracting(NoAnswer::why)
          .isEqualTo(Why.TOO_BIG);
    }
  }

  @Test
  void what_keeps_us_from_the_server_is_told_apart() {
    try (var authority = FakeAuthority.http(new SettableClock())) {
      var https = https(authority, null);
      assertThat(why(https, "http://localhost:9/")).isEqualTo(Why.REFUSED);
      assertThat(why(https, "http://login.contoso.invalid/")).isEqualTo(Why.NAME_UNKNOWN);
      assertThat(why(https, "http://127.0.0.9/")).isEqualTo(Why.FORBIDDEN_ADDRESS);
      for (var nonsense :
          new String[] {"https:///x", "https://a_b/", "https://a:99999/", "file:///etc/passwd"}) {
        assertThat(why(https, nonsense)).as(nonsense).isEqualTo(Why.NAME_UNKNOWN);
      }
    }
  }

  private static Why why(Https https, String address) {
    return assertThat(https.get(URI.create(address)))
        .asInstanceOf(type(NoAnswer.class))
        .actual()
        .why();
  }

  private static URI discovery(FakeAuthority authority) {
    return authority.address().resolve("/contoso/v2.0/.well-known/openid-configuration");
  }

  private static Https https(FakeAuthority authority, @Nullable Path caFile) {
    var cloud =
        new CloudProperties("microsoft", null, authority.address(), null, null, null, null, null);
    var properties =
        new MailgrantProperties(
            "http://localhost:8080",
            Path.of("unused"),
            new Bootstrap(null, null),
            new Trusted(caFile),
            Map.of("lab", cloud),
            List.of(),
            new Network(false),
            new Encryption(null),
            new Support(null),
            new MailgrantProperties.Api(0),
            new Health(Duration.ofHours(1), Duration.ofMinutes(10), List.of(), true),
            new MailgrantProperties.Outbox(Duration.ofDays(7), 5),
            new Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
            MailgrantProperties.Migration.USUAL,
            "en");
    return new Https(new Trust(properties), new AddressGuard(properties));
  }
}
