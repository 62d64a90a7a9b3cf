package com.mailgrant.platform;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/**
 * Seals with AES-256-GCM under a keyset file. Older keys of the file still open; the primary one
 * seals.
 */
@Component
class TinkVault implements Vault {
  private final Aead aead;

  TinkVault(MailgrantProperties properties) {
    var configured = properties.encryption().keysetFile();
    var file =
        configured != null
            ? configured
            : properties.dataDir().resolve("keys").resolve("keyset.json");
    try {
      AeadConfig.register();
      if (configured == null) {
        makeAtFirstStart(file, properties);
      }
      aead = read(file).getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key file " + file + " holds no usable keyset", e);
    }
  }

  @Override
  public byte[] seal(Secret secret, String boundTo) {
    try {
      return aead.encrypt(
          secret.reveal().getBytes(StandardCharsets.UTF_8),
          boundTo.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sealing " + boundTo + " failed", e);
    }
  }

  @Override
  public Secret open(byte[] sealed, String boundTo) {
    try {
      var clear = aead.decrypt(sealed, boundTo.getBytes(StandardCharsets.UTF_8));
      return new Secret(new String(clear, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new SealBroken(boundTo, e);
    }
  }

  private static void makeAtFirstStart(Path file, MailgrantProperties properties)
      throws IOException, GeneralSecurityException {
    if (Files.exists(file)) {
      return;
    }
    PrivateFiles.directory(properties.dataDir());
    PrivateFiles.directory(properties.dataDir().resolve("keys"));
    var fresh =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
    try {
      PrivateFiles.write(
          file,
          TinkJsonProtoKeysetFormat.serializeKeyset(
              fresh, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    } catch (FileAlreadyExistsException e) {
      // Another node with the same directory was quicker; its keys are as good.
    }
  }

  private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
  }
}
