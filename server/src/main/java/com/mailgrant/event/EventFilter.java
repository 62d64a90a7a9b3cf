package com.mailgrant.event;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants.
 *
 * @param types names or groups such as {@code message.*}; empty for all
 * @param accounts ids of mail accounts; empty for all, and then also events without an account
 */
public record EventFilter(Set<String> types, Set<UUID> accounts) {
  /** Everything. */
  public static final EventFilter ALL = new EventFilter(Set.of(), Set.of());

  private static final int MOST = 200;

  public EventFilter {
    types = Set.copyOf(types);
    accounts = Set.copyOf(accounts);
  }

  /**
   * Reads what somebody typed.
   *
   * @param typesField and {@code accountsField}: what the two are called in messages
   * @throws InvalidInput naming every field that is wrong
   */
  public static EventFilter parse(
      String typesField,
      @Nullable List<String> types,
      String accountsField,
      @Nullable List<String> accounts) {
    var errors = new ArrayList<FieldError>();
    var wantedTypes = new LinkedHashSet<String>();
    for (var type : words(types)) {
      if (EventType.meantBy(type).isEmpty()) {
        errors.add(new FieldError(typesField, "wrong.event.type", shown(type), names()));
      }
      wantedTypes.add(type);
    }
    var wantedAccounts = new LinkedHashSet<UUID>();
    for (var account : words(accounts)) {
      try {
        wantedAccounts.add(UUID.fromString(account));
      } catch (IllegalArgumentException e) {
        errors.add(new FieldError(accountsField, "wrong.event.account", shown(account)));
      }
    }
    if (wantedTypes.size() > MOST || wantedAccounts.size() > MOST) {
      errors.add(
          new FieldError(
              wantedTypes.size() > MOST ? typesField : accountsField, "wrong.event.most", MOST));
    }
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors.subList(0, Math.min(errors.size(), 10)));
    }
    return new EventFilter(wantedTypes, wantedAccounts);
  }

  /** The names of the wanted types one by one; empty for all. */
  String[] typeNames() {
    return types.stream()
        .flatMap(pattern -> EventType.meantBy(pattern).stream())
        .map(EventType::apiName)
        .distinct()
        .toArray(String[]::new);
  }

  /** A list in JSON may hold null, which is no word. */
  private static List<String> words(@Nullable List<? extends @Nullable String> typed) {
    return typed == null
        ? List.of()
        : typed.stream()
            .map(String::valueOf)
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
  }

  private static String names() {
    return Arrays.stream(EventType.values())
        .map(EventType::apiName)
        .collect(Collectors.joining(", "));
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
