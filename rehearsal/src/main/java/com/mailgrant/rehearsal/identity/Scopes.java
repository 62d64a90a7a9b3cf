package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.token.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The value of {@code scope}, understood (facts/microsoft365 2.1). */
record Scopes(List<Scope> all) {
  private static final String DEFAULT = ".default";

  /**
   * One of them.
   *
   * @param audience the resource as the client called it; empty for OpenID Connect
   */
  record Scope(String audience, Permission permission) {
    String asked() {
      return audience.isEmpty() ? permission.name() : audience + "/" + permission.name();
    }
  }

  Scopes {
    all = List.copyOf(all);
  }

  /**
   * @throws Refusal if a scope or its resource does not exist
   */
  static Scopes parse(String text) {
    var scopes = new ArrayList<Scope>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        scopes.addAll(understood(word));
      }
    }
    if (scopes.isEmpty()) {
      throw new Refusal(GrantErrors.noScope(), "*");
    }
    return new Scopes(scopes.stream().distinct().toList());
  }

  static Scopes of(List<String> words) {
    return parse(String.join(" ", words));
  }

  boolean contains(String openIdScope) {
    return all.stream().anyMatch(scope -> scope.asked().equals(openIdScope));
  }

  /** What is asked for, as the client wrote it. */
  List<String> asked() {
    return all.stream().map(Scope::asked).toList();
  }

  /** What is asked for, under usual names: the form in which consents are kept. */
  Set<String> usual() {
    return all.stream().map(scope -> scope.permission().scope()).collect(Collectors.toSet());
  }

  List<Permission> permissions() {
    return all.stream().map(Scope::permission).toList();
  }

  /** The resources, in the order of the request, as the client called them. */
  List<String> audiences() {
    return all.stream().map(Scope::audience).filter(name -> !name.isEmpty()).distinct().toList();
  }

  /** Without what the other resources were asked for (facts/microsoft365 1.4). */
  Scopes forFirstResource() {
    return audiences().isEmpty()
        ? this
        : new Scopes(
            all.stream()
                .filter(scope ->
                    scope.audience().isEmpty() || scope.audience().equals(audiences().getFirst()))
                .toList());
  }

  List<Scope> of(String audience) {
    return all.stream().filter(scope -> scope.audience().equals(audience)).toList();
  }

  /** A bare word that is not OpenID Connect's means Graph: the trap of facts/diagnosis D06. */
  private static List<Scope> understood(String word) {
    var openId = Permission.find(null, word);
    if (openId.isPresent()) {
      return List.of(new Scope("", openId.get()));
    }
    int slash = word.lastIndexOf('/');
    var audience = slash < 0 ? Resource.GRAPH.uri() : withoutSlash(word.substring(0, slash));
    var name = word.substring(slash + 1);
    var resource =
        Resource.named(audience)
            .orElseThrow(() -> new Refusal(GrantErrors.unknownResource(audience), "*"));
    var permissions =
        name.equals(DEFAULT)
            ? Permission.registeredFor(resource)
            : permission(resource, name).stream().toList();
    if (permissions.isEmpty()) {
      throw new Refusal(GrantErrors.unknownScope(name, audience), "*");
    }
    return permissions.stream().map(permission -> new Scope(audience, permission)).toList();
  }

  private static Optional<Permission> permission(Resource resource, String name) {
    return Permission.find(resource, name);
  }

  /** {@code https://outlook.office.com//.default} is a known way to write it. */
  private static String withoutSlash(String audience) {
    return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
  }
}
