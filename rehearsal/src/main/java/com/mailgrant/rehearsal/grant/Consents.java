package com.mailgrant.rehearsal.grant;

import com.mailgrant.rehearsal.platform.DataDirectory;
import com.mailgrant.rehearsal.platform.JsonFile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which scopes a person, or an administrator for all, allowed an application. Thread-safe. */
@Component
public class Consents {
  private final JsonFile<Kept> file;
  private final Map<String, Set<String>> scopes = new LinkedHashMap<>();

  Consents(DataDirectory data) {
    file = new JsonFile<>(data, "consents.json", Kept.class);
    file.read().map(Kept::scopes).ifPresent(scopes::putAll);
  }

  /** What was allowed so far. */
  public synchronized Set<String> of(String grantor, String clientId) {
    return Set.copyOf(scopes.getOrDefault(key(grantor, clientId), Set.of()));
  }

  /**
   * Allows more.
   *
   * @param grantor a sign-in name, or a tenant id for everybody in it
   */
  public synchronized void allow(String grantor, String clientId, Collection<String> more) {
    var allowed = new LinkedHashSet<>(of(grantor, clientId));
    allowed.addAll(more);
    scopes.put(key(grantor, clientId), allowed);
    file.write(new Kept(scopes));
  }

  /** Takes everything back. */
  public synchronized void withdraw(String grantor) {
    scopes.keySet().removeIf(key -> key.startsWith(grantor + " "));
    file.write(new Kept(scopes));
  }

  /** Takes back what anybody ever allowed. */
  public synchronized void withdrawAll() {
    scopes.clear();
    file.write(new Kept(scopes));
  }

  private static String key(String grantor, String clientId) {
    return grantor + " " + clientId;
  }

  /** What stands in the file. */
  record Kept(Map<String, Set<String>> scopes) {}
}
