package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.mailgrant.platform.MailgrantProperties.Bootstrap;
import com.mailgrant.platform.MailgrantProperties.Encryption;
import com.mailgrant.platform.MailgrantProperties.Health;
import com.mailgrant.platform.MailgrantProperties.Network;
import com.mailgrant.platform.MailgrantProperties.Support;
import com.mailgrant.platform.MailgrantProperties.Trusted;
import com.mailgrant.platform.MailgrantProperties.Watch;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  private static final Secret SECRET = new Secret("refresh token of Anna");
  private static final String ROW = "token_grant.refresh_token:7";

  @TempDir private Path home;
  private Path data = Path.of("");

  @BeforeEach
  void chooseDirectory() {
    data = home.resolve("data");
  }

  @Test
  void what_is_sealed_opens_again() {
    var vault = vault(null);
    assertThat(vault.open(vault.seal(SECRET, ROW), ROW)).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ümläut € 漢字 🙂", "line\nbreak\u0000"})
  void every_text_comes_back_as_it_was(String text) {
    var vault = vault(null);
    assertThat(vault.open(vault.seal(new Secret(text), ROW), ROW).reveal()).isEqualTo(text);
  }

  @Test
  void the_seal_shows_nothing_and_is_another_each_time() {
    var vault = vault(null);
    var sealed = vault.seal(SECRET, ROW);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Anna");
    assertThat(vault.seal(SECRET, ROW)).isNotEqualTo(sealed);
  }

  @Test
  void what_was_moved_to_another_row_does_not_open() {
    var vault = vault(null);
    var sealed = vault.seal(SECRET, ROW);
    assertThatThrownBy(() -> vault.open(sealed, "token_grant.refresh_token:8"))
        .isInstanceOf(Vault.SealBroken.class)
        .hasMessageContaining("token_grant.refresh_token:8")
        .hasMessageNotContaining("Anna");
  }

  @Test
  void a_single_changed_bit_breaks_the_seal() {
    var vault = vault(null);
    var sealed = vault.seal(SECRET, ROW);
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> vault.open(changed, ROW)).isInstanceOf(Vault.SealBroken.class);
    }
    assertThatThrownBy(() -> vault.open(new byte[0], ROW)).isInstanceOf(Vault.SealBroken.class);
  }

  @Test
  void the_first_start_makes_keys_that_only_the_owner_may_read() throws Exception {
    vault(null);
    var keys = data.resolve("keys");
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(keys)).isEqualTo("rwx------");
    assertThat(permissions(keys.resolve("keyset.json"))).isEqualTo("rw-------");
  }

  @Test
  void the_next_start_opens_what_the_first_sealed() {
    var sealed = vault(null).seal(SECRET, ROW);
    assertThat(vault(null).open(sealed, ROW)).isEqualTo(SECRET);
  }

  @Test
  void other_keys_do_not_open_it() {
    var sealed = vault(null).seal(SECRET, ROW);
    data = home.resolve("elsewhere");
    assertThatThrownBy(() -> vault(null).open(sealed, ROW)).isInstanceOf(Vault.SealBroken.class);
  }

  @Test
  void after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() throws Exception {
    var file = home.resolve("keyset.json");
    var one = KeysetHandle.newBuilder().addEntry(fresh().withFixedId(101).makePrimary()).build();
    write(file, one);
    var before = vault(file);
    var sealedBefore = before.seal(SECRET, ROW);

    write(
        file,
        KeysetHandle.newBuilder(one).addEntry(fresh().withFixedId(102).makePrimary()).build());
    var after = vault(file);
    assertThat(after.open(sealedBefore, ROW)).isEqualTo(SECRET);
    var sealedAfter = after.seal(SECRET, ROW);
    assertThat(keyId(sealedBefore)).isEqualTo(101);
    assertThat(keyId(sealedAfter)).isEqualTo(102);
    assertThatThrownBy(() -> before.open(sealedAfter, ROW)).isInstanceOf(Vault.SealBroken.class);
  }

  @Test
  void a_configured_key_file_that_is_missing_or_broken_is_named() throws Exception {
    var missing = home.resolve("missing.json");
    assertThatThrownBy(() -> vault(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
    assertThat(missing).doesNotExist();
    var broken = Files.writeString(home.resolve("broken.json"), "{\"key\": 1}");
    assertThatThrownBy(() -> vault(broken)).hasMessageContaining(broken.toString());
  }

  private TinkVault vault(@Nullable Path keysetFile) {
    return new TinkVault(
        new MailgrantProperties(
            "http://localhost:8080",
            data,
            new Bootstrap(null, null),
            new Trusted(null),
            Map.of(),
            List.of(),
            new Network(false),
            new Encryption(keysetFile),
            new Support(null),
            new MailgrantProperties.Api(0),
            new Health(Duration.ofHours(1), Duration.ofMinutes(10), List.of(), true),
            new MailgrantProperties.Outbox(Duration.ofDays(7), 5),
            new Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
            MailgrantProperties.Migration.USUAL,
            "en"));
  }

  private static KeysetHandle.Builder.Entry fresh() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM);
  }

  private static void write(Path file, KeysetHandle keys) throws Exception {
    Files.writeString(
        file,
        TinkJsonProtoKeysetFormat.serializeKeyset(
            keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
  }

  /** Tink's prefix: a version octet, then the key's id (its wire format). */
  private static int keyId(byte[] sealed) {
    return java.nio.ByteBuffer.wrap(sealed, 1, 4).getInt();
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
