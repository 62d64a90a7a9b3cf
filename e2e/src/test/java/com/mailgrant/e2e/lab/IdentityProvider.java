package com.mailgrant.e2e.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * An identity provider with Entra's shapes and stricter habits. It shares no code with Mailgrant or
 * the rehearsal tenant: what it refuses, a foreign provider would. Besides signing people in it
 * introspects tokens (RFC 7662) for the lab's mail servers. Switches take effect for the next
 * request; every method may be called from any thread.
 */
public final class IdentityProvider implements AutoCloseable {
  /** The tenant's domain, good in place of {@link #TENANT_ID} in every path. */
  public static final String TENANT = "lab.example";

  /** Claim {@code tid}. */
  public static final String TENANT_ID = "1ab00000-0000-4000-8000-00000000c0de";

  /** The resource of IMAP, POP3 and SMTP (facts/microsoft365 2.1). */
  public static final String MAIL_RESOURCE = "https://outlook.office.com";

  static final String INTROSPECTION_LOGIN = "dovecot:lab-introspection";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
  private final Set<MailUser> delegates = ConcurrentHashMap.newKeySet();
  private final Grants grants = new Grants();
  private final Jwt jwt = new Jwt();
  private final Tokens tokens = new Tokens(this, jwt);
  private final AuthorizePage authorizePage = new AuthorizePage(this);
  private final TokenEndpoint tokenEndpoint = new TokenEndpoint(this);
  private volatile TokenTrouble tokenTrouble = new TokenTrouble.None();
  private volatile TokenShape tokenShape = TokenShape.LONG_JWT;
  private volatile OldRefreshToken oldRefreshTokens = OldRefreshToken.REVOKED;
  private volatile Duration accessTokenLife = Duration.ofMinutes(60);

  private IdentityProvider(HttpsServer server) {
    this.server = server;
    delegates.add(MailUser.ANNA);
  }

  static IdentityProvider start(TestCa ca) throws IOException, GeneralSecurityException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(ca.serverContext()));
    var provider = new IdentityProvider(server);
    server.setExecutor(provider.threads);
    server.createContext("/", provider::route);
    server.start();
    return provider;
  }

  /** What {@code mailgrant.clouds.*.authority} names. */
  public URI authority() {
    return URI.create("https://localhost:" + port());
  }

  /** Lets an application in; the same client id again replaces the older entry. */
  public void register(Registration registration) {
    registrations.put(registration.clientId(), registration);
  }

  /** Sets what goes wrong at the token endpoint from now on. */
  public void tokenTrouble(TokenTrouble trouble) {
    tokenTrouble = trouble;
  }

  /** Sets what access tokens look like from now on. */
  public void tokenShape(TokenShape shape) {
    tokenShape = shape;
  }

  /** Sets what a used refresh token is still good for. */
  public void oldRefreshTokens(OldRefreshToken policy) {
    oldRefreshTokens = policy;
  }

  /** Sets how long access tokens live that are issued from now on. */
  public void accessTokenLife(Duration life) {
    accessTokenLife = life;
  }

  /** Kills every refresh token of a person, as an administrator would; access tokens live on. */
  public void revokeGrants(MailUser user) {
    grants.forgetRefreshTokens(user);
  }

  /** Kills every access token of a person: the mail servers refuse them from now on. */
  public void revokeAccessTokens(MailUser user) {
    grants.forgetAccessTokens(user);
  }

  /** Takes the right to {@link MailUser#SHARED} from a person. */
  public void withdrawShared(MailUser user) {
    delegates.remove(user);
  }

  /** Gives a person the right to {@link MailUser#SHARED}. */
  public void grantShared(MailUser user) {
    delegates.add(user);
  }

  /** Every request that the token endpoint has seen, oldest first. */
  public List<TokenRequest> tokenRequests() {
    return tokenEndpoint.requests();
  }

  /** The parameters of every authorize request, oldest first. */
  public List<Map<String, String>> authorizeRequests() {
    return authorizePage.seen();
  }

  /** Every token given out so far: what must stand in no log and no database file. */
  public Set<String> secretsGivenOut() {
    return grants.secrets();
  }

  /** An access token for the mail protocols without any sign-in. */
  public String issueAccessToken(MailUser user) {
    return tokens.access(
        new Grants.Grant(user, "lab", Set.of()),
        MAIL_RESOURCE,
        Set.of(MAIL_RESOURCE + "/IMAP.AccessAsUser.All", MAIL_RESOURCE + "/SMTP.Send"));
  }

  int port() {
    return server.getAddress().getPort();
  }

  String issuer() {
    return authority() + "/" + TENANT_ID + "/v2.0";
  }

  Grants grants() {
    return grants;
  }

  Tokens tokens() {
    return tokens;
  }

  TokenTrouble tokenTrouble() {
    return tokenTrouble;
  }

  TokenShape tokenShape() {
    return tokenShape;
  }

  OldRefreshToken oldRefreshTokens() {
    return oldRefreshTokens;
  }

  Duration accessTokenLife() {
    return accessTokenLife;
  }

  Instant now() {
    return Instant.now();
  }

  Optional<Registration> registration(String clientId) {
    return Optional.ofNullable(registrations.get(clientId));
  }

  Optional<MailUser> user(String address) {
    return Stream.of(MailUser.ANNA, MailUser.BERND)
        .filter(u -> u.address().equalsIgnoreCase(address.strip()))
        .findAny();
  }

  String secret(int length) {
    var text = new StringBuilder(length);
    random.ints(length, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
    return text.toString();
  }

  private void route(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var tenant = path.split("/", -1)[1];
      var rest = path.substring(1 + tenant.length());
      if (path.equals("/introspect")) {
        introspect(exchange);
      } else if (!Set.of(TENANT, TENANT_ID, "common", "organizations").contains(tenant)) {
        Web.page(exchange, 404, "<p>AADSTS90002: Tenant not found.</p>");
      } else {
        switch (exchange.getRequestMethod() + " " + rest) {
          case "GET /oauth2/v2.0/authorize" -> authorizePage.show(exchange, tenant);
          case "POST /sign-in" -> authorizePage.submitted(exchange);
          case "POST /oauth2/v2.0/token" -> tokenEndpoint.serve(exchange, tenant);
          case "GET /discovery/v2.0/keys" -> Web.json(exchange, 200, jwt.keySet());
          case "GET /v2.0/.well-known/openid-configuration" ->
              Web.json(exchange, 200, discovery(tenant));
          default -> Web.page(exchange, 404, "<p>Nothing here.</p>");
        }
      }
    }
  }

  private Map<String, Object> discovery(String tenant) {
    var base = authority() + "/" + tenant;
    var concrete = tenant.equals(TENANT) || tenant.equals(TENANT_ID);
    return Map.of(
        "issuer", concrete ? issuer() : authority() + "/{tenantid}/v2.0",
        "authorization_endpoint", base + "/oauth2/v2.0/authorize",
        "token_endpoint", base + "/oauth2/v2.0/token",
        "jwks_uri", base + "/discovery/v2.0/keys",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("pairwise"),
        "id_token_signing_alg_values_supported", List.of("RS256"),
        "token_endpoint_auth_methods_supported", List.of("client_secret_post"),
        "code_challenge_methods_supported", List.of("S256"),
        "scopes_supported", List.of("openid", "profile", "email", "offline_access"));
  }

  private void introspect(HttpExchange exchange) throws IOException {
    var login =
        Base64.getEncoder().encodeToString(INTROSPECTION_LOGIN.getBytes(StandardCharsets.US_ASCII));
    if (!("Basic " + login).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      Web.json(exchange, 401, Map.of("error", "invalid_client"));
      return;
    }
    var token = Web.body(exchange).getOrDefault("token", "");
    var access = grants.access(token, now()).filter(a -> a.audience().equals(MAIL_RESOURCE));
    Web.json(exchange, 200, access.map(this::active).orElse(Map.of("active", false)));
  }

  private Map<String, Object> active(Grants.Access access) {
    return Map.of(
        "active", true,
        "username", access.user().address(),
        "client_id", access.clientId(),
        "scope", access.scope(),
        "exp", access.expires().getEpochSecond(),
        // Dovecot wants a value to compare; a dash is the address of nobody.
        "may_open", delegates.contains(access.user()) ? MailUser.SHARED : "-");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
