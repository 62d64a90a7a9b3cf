package com.mailgrant.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  /** The vector that the libraries of Standard Webhooks test themselves with. */
  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void the_vector_of_standard_webhooks_comes_out() {
    assertThat(Signature.headers(List.of(SECRET), ID, TIME, BODY))
        .containsEntry("webhook-id", ID)
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", SIGNATURE)
        .hasSize(3);
  }

  @Test
  void two_secrets_make_two_signatures_with_a_space_between() {
    var other = new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
    var both = Signature.headers(List.of(other, SECRET), ID, TIME, BODY).get("webhook-signature");
    assertThat(both).endsWith(" " + SIGNATURE).matches("v1,\\S{44} v1,\\S{44}");
  }

  @Test
  void body_time_and_id_are_all_signed() {
    var signed = List.of(SECRET);
    assertThat(Signature.headers(signed, ID, TIME, new byte[0]).get("webhook-signature"))
        .isNotEqualTo(SIGNATURE);
    assertThat(Signature.headers(signed, ID, TIME.plusSeconds(1), BODY).get("webhook-signature"))
        .isNotEqualTo(SIGNATURE);
    assertThat(Signature.headers(signed, "msg_1", TIME, BODY).get("webhook-signature"))
        .isNotEqualTo(SIGNATURE);
  }

  @Test
  void new_secrets_have_the_form_that_verifiers_take_and_256_bits() {
    var secret = Signature.newSecret().reveal();
    assertThat(secret).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length()))).hasSize(32);
    assertThat(Signature.newSecret().reveal()).isNotEqualTo(secret);
  }
}
