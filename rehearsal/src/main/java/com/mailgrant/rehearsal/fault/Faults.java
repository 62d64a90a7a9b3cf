package com.mailgrant.rehearsal.fault;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which faults are switched on, and for whom. Thread-safe; forgotten when the tenant stops. */
@Component
public class Faults {
  /** Stands for every person of the tenant. */
  public static final String EVERYBODY = "*";

  private final Map<Mishap, Set<String>> on = new ConcurrentHashMap<>();

  /** Switches {@code fault} on for one sign-in name, or for {@link #EVERYBODY}. */
  public void switchOn(Mishap fault, String person) {
    on.computeIfAbsent(fault, _ -> ConcurrentHashMap.newKeySet()).add(folded(person));
  }

  /** Switches {@code fault} off for one sign-in name, or for {@link #EVERYBODY}. */
  public void switchOff(Mishap fault, String person) {
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
  public boolean strikes(Mishap fault, String person) {
    var people = on.getOrDefault(fault, Set.of());
    return people.contains(EVERYBODY) || people.contains(folded(person));
  }

  /** The script that counts at this place for one of these people, if any is on. */
  public Optional<Script> scriptAt(Place place, Collection<String> people) {
    return on.keySet().stream()
        .filter(ScriptedFault.class::isInstance)
        .map(ScriptedFault.class::cast)
        .filter(fault -> fault.place() == place)
        .filter(fault ->
            strikes(fault, EVERYBODY) || people.stream().anyMatch(who -> strikes(fault, who)))
        .map(ScriptedFault::script)
        .findFirst();
  }

  /** The refusal of an authority that counts at this place, if one is on. */
  public Optional<Script.Refused> refusalAt(Place place, String person) {
    return scriptAt(place, Set.of(person))
        .filter(Script.Refused.class::isInstance)
        .map(Script.Refused.class::cast);
  }

  /** The reply of a mail server that counts at this place, if one is on. */
  public Optional<Script.Line> lineAt(Place place, Collection<String> people) {
    return scriptAt(place, people)
        .filter(Script.Line.class::isInstance)
        .map(Script.Line.class::cast);
  }

  /** The claims that count for this person's tokens; empty where they are the usual ones. */
  public Map<String, Object> claims(String person) {
    return scriptAt(Place.CLAIMS, Set.of(person))
        .map(script -> script instanceof Script.Claims claims ? claims.values() : null)
        .orElse(Map.of());
  }

  /** A copy of what is on. */
  public Map<Mishap, Set<String>> all() {
    var copy = new HashMap<Mishap, Set<String>>();
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
