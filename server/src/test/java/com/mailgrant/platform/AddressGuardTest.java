package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.platform.MailgrantProperties.Bootstrap;
import com.mailgrant.platform.MailgrantProperties.CloudProperties;
import com.mailgrant.platform.MailgrantProperties.Encryption;
import com.mailgrant.platform.MailgrantProperties.Health;
import com.mailgrant.platform.MailgrantProperties.Network;
import com.mailgrant.platform.MailgrantProperties.ServerProperties;
import com.mailgrant.platform.MailgrantProperties.Support;
import com.mailgrant.platform.MailgrantProperties.Trusted;
import com.mailgrant.platform.MailgrantProperties.Watch;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff:ffff::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "::10.1.2.3",
        "64:ff9b::10.1.2.3",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "64:ff9b:1:a00:1:200::",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:f5fe:fdfc",
        "[::1]",
        "localhost"
      })
  void hosts_that_people_type_may_not_lead_into_private_networks(String host) {
    assertThatThrownBy(() -> guard(false).resolve(host))
        .as(host)
        .isInstanceOf(AddressGuard.Forbidden.class)
        .hasMessageContaining(host);
    assertThat(guard(true)).satisfies(open -> assertThat(open.resolve(host)).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2603:1026::1",
        "::ffff:52.97.1.2",
        "64:ff9b::52.97.1.2",
        "2002:3461:102::1"
      })
  void public_addresses_are_free(String host) throws Exception {
    assertThat(guard(false).resolve(host)).hasSize(1);
  }

  /** Other ways to write 127.0.0.1, which name services understand. */
  @ParameterizedTest
  @ValueSource(strings = {"127.1", "2130706433", "127.0.1", "0.0"})
  void an_address_in_disguise_is_judged_by_where_it_leads(String host) {
    try {
      assertThat(guard(false).resolve(host)).as("%s leads nowhere", host).isEmpty();
    } catch (AddressGuard.Forbidden | UnknownHostException e) {
      assertThat(e.getMessage()).contains(host);
    }
  }

  @Test
  void a_name_that_nobody_knows_is_no_reason_to_forbid() {
    assertThatThrownBy(() -> guard(false).resolve("mail.contoso.invalid"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void what_the_operator_declared_may_be_anywhere() throws Exception {
    var guard =
        new AddressGuard(
            properties(
                false,
                Map.of(
                    "lab",
                    new CloudProperties(
                        "microsoft",
                        null,
                        URI.create("https://127.0.0.2:8443"),
                        null,
                        new ServerProperties("127.0.0.3", null, null),
                        null,
                        new ServerProperties("LOCALHOST", null, null),
                        null))));
    assertThat(guard.resolve("127.0.0.2")).hasSize(1);
    assertThat(guard.resolve("127.0.0.3")).hasSize(1);
    assertThat(guard.resolve("localhost")).isNotEmpty();
    assertThat(guard.resolve("LocalHost")).isNotEmpty();
    assertThatThrownBy(() -> guard.resolve("127.0.0.4")).isInstanceOf(AddressGuard.Forbidden.class);
  }

  @Test
  void an_empty_host_leads_to_this_machine_and_is_forbidden() {
    assertThat(AddressGuard.isPrivate(InetAddress.getLoopbackAddress())).isTrue();
    assertThatThrownBy(() -> guard(false).resolve("")).isInstanceOf(AddressGuard.Forbidden.class);
  }

  private static AddressGuard guard(boolean allowPrivateHosts) {
    return new AddressGuard(properties(allowPrivateHosts, Map.of()));
  }

  private static MailgrantProperties properties(
      boolean allowPrivateHosts, Map<String, CloudProperties> clouds) {
    return new MailgrantProperties(
        "http://localhost:8080",
        Path.of("unused"),
        new Bootstrap(null, null),
        new Trusted(null),
        clouds,
        List.of(),
        new Network(allowPrivateHosts),
        new Encryption(null),
        new Support(null),
        new MailgrantProperties.Api(0),
        new Health(Duration.ofHours(1), Duration.ofMinutes(10), List.of(), true),
        new MailgrantProperties.Outbox(Duration.ofDays(7), 5),
        new Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
        MailgrantProperties.Migration.USUAL,
        "en");
  }
}
