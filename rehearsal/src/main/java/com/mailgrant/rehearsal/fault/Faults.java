package com.mailgrant.rehearsal.fault;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which faults are switched on, and for whom. Thread-safe; forgotten when the tenant stops. */
@Component
public class Faults {
  /** Stands for every person of the tenant. */
  public static final String EVERYBODY = "*";

  private final Map<Fault, Set<String>> on = new ConcurrentHashMap<>();

  /** Switches {@code fault} on for one sign-in name, or for {@link #EVERYBODY}. */
  public void switchOn(Fault fault, String person) {
    on.computeIfAbsent(fault, _ -> ConcurrentHashMap.newKeySet()).add(folded(person));
  }

  /** Switches {@code fault} off for one sign-in name, or for {@link #EVERYBODY}. */
  public void switchOff(Fault fault, String person) {
    on.computeIfPresent(
        fault,
        (_, people) -> {
          people.remove(folded(person));
          return people;
        });
  }

  /** Switches every fault off for everybody. */
  public void clear() {
    on.clear();
  }

  /**
   * Whether the fault strikes this person; {@link #EVERYBODY} asks for the general switch alone.
   */
  public boolean strikes(Fault fault, String person) {
    var people = on.getOrDefault(fault, Set.of());
    return people.contains(EVERYBODY) || people.contains(folded(person));
  }

  /** A copy of what is on. */
  public Map<Fault, Set<String>> all() {
    var copy = new java.util.EnumMap<Fault, Set<String>>(Fault.class);
    on.forEach((fault, people) -> {
      if (!people.isEmpty()) {
        copy.put(fault, Set.copyOf(people));
      }
    });
    return copy;
  }

  private static String folded(String person) {
    return person.toLowerCase(Locale.ROOT);
  }
}
