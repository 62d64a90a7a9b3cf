package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.platform.RandomText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Devices that wait for a person (RFC 8628). In memory. Thread-safe. */
@Component
class DeviceCodes {
  /** facts/microsoft365 3.1. */
  static final Duration LIFE = Duration.ofMinutes(15);

  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789";

  private static final Duration REMEMBER = Duration.ofHours(2);

  private final Clock clock;

  /** By user code. */
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  DeviceCodes(RehearsalClock clock) {
    this.clock = clock;
  }

  /** What the device keeps, and what the person types. */
  record Issued(String deviceCode, String userCode) {}

  synchronized Issued issue(Tenant tenant, String clientId, Scopes scopes) {
    var now = clock.instant();
    waiting.values().removeIf(one -> one.expiresAt().plus(REMEMBER).isBefore(now));
    var userCode = RandomText.of(ALPHABET, 9);
    var deviceCode = RandomText.ofBytes(90);
    waiting.put(
        userCode,
        new Waiting(
            RandomText.hash(deviceCode),
            tenant,
            clientId,
            scopes,
            now.plus(LIFE),
            new DeviceState.Pending()));
    return new Issued(deviceCode, userCode);
  }

  /** By what a person typed, while it waits. */
  synchronized Optional<Waiting> find(String typed) {
    return Optional.ofNullable(waiting.get(code(typed)))
        .filter(one -> one.state() instanceof DeviceState.Pending)
        .filter(one -> one.expiresAt().isAfter(clock.instant()));
  }

  synchronized void approve(String userCode, String person) {
    waiting.computeIfPresent(code(userCode), (_, one) -> one.now(new DeviceState.Approved(person)));
  }

  synchronized void decline(String userCode) {
    waiting.computeIfPresent(code(userCode), (_, one) -> one.now(new DeviceState.Declined()));
  }

  /** What the device learns; an approval is told once. */
  synchronized DeviceState ask(String deviceCode, String clientId) {
    var hash = RandomText.hash(deviceCode);
    for (var entry : waiting.entrySet()) {
      var one = entry.getValue();
      if (one.deviceCodeHash().equals(hash) && one.clientId().equals(clientId)) {
        if (one.state() instanceof DeviceState.Approved) {
          entry.setValue(one.now(new DeviceState.Used()));
          return one.state();
        }
        return one.expiresAt().isAfter(clock.instant()) ? one.state() : new DeviceState.Expired();
      }
    }
    return new DeviceState.Unknown();
  }

  synchronized Optional<Waiting> waitingFor(String deviceCode) {
    var hash = RandomText.hash(deviceCode);
    return waiting.values().stream().filter(one -> one.deviceCodeHash().equals(hash)).findFirst();
  }

  static String code(String typed) {
    return typed.strip().replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT);
  }

  /** One device. */
  record Waiting(
      String deviceCodeHash,
      Tenant tenant,
      String clientId,
      Scopes scopes,
      Instant expiresAt,
      DeviceState state) {
    Waiting now(DeviceState next) {
      return new Waiting(deviceCodeHash, tenant, clientId, scopes, expiresAt, next);
    }
  }

  /** How far it is. */
  sealed interface DeviceState {
    record Pending() implements DeviceState {}

    record Approved(String person) implements DeviceState {}

    record Declined() implements DeviceState {}

    record Used() implements DeviceState {}

    record Expired() implements DeviceState {}

    record Unknown() implements DeviceState {}
  }
}
