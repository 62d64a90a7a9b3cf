package com.mailgrant.access;

import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads {@code Authorization: Bearer} (RFC 6750 2.1), and tells how much of the minute's requests
 * is left (draft-ietf-httpapi-ratelimit-headers-10).
 */
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final long WINDOW_SECONDS = 60;

  private final ApiKeys keys;
  private final RequestCounts counts;
  private final Clock clock;
  private final long limit;

  /**
   * @param limit requests of a key in a minute; 0: any number
   */
  ApiKeyFilter(ApiKeys keys, RequestCounts counts, Clock clock, long limit) {
    this.keys = keys;
    this.counts = counts;
    this.clock = clock;
    this.limit = limit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      chain.doFilter(request, response);
      return;
    }
    var used = keys.use(new Secret(header.substring(SCHEME.length()).strip()));
    var now = clock.instant();
    if (used.isEmpty()) {
      ApiRefusal.wrongKey(request, response, Sentence.of("wrong.key.unknown"));
    } else if (used.get().expired(now)) {
      ApiRefusal.wrongKey(
          request,
          response,
          Sentence.of("wrong.key.expired", String.valueOf(used.get().expiresAt())));
    } else if (withinLimit(used.get(), now, request, response)) {
      admit(used.get());
      chain.doFilter(request, response);
    }
  }

  private boolean withinLimit(
      ApiKey key, Instant now, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (limit == 0) {
      return true;
    }
    long requests = counts.count(key.id(), limit);
    long seconds = WINDOW_SECONDS - Math.floorMod(now.getEpochSecond(), WINDOW_SECONDS);
    response.setHeader("RateLimit-Policy", "\"key\";q=" + limit + ";w=" + WINDOW_SECONDS);
    response.setHeader("RateLimit", "\"key\";r=" + Math.max(0, limit - requests) + ";t=" + seconds);
    if (requests > limit) {
      ApiRefusal.tooMany(request, response, limit, seconds);
      return false;
    }
    return true;
  }

  private static void admit(ApiKey key) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            key, null, AuthorityUtils.createAuthorityList(Authorities.API)));
    SecurityContextHolder.setContext(context);
  }
}
