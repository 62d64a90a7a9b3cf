package com.mailgrant.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Opens the migration plan, and nothing else, to the bearer of a link. */
@Component
public class DelegateSignIn {
  private final HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();

  /**
   * From now on this browser works at the plan, as long as the delegation serves.
   *
   * @param name for the history
   */
  public void signIn(
      UUID delegation, String name, HttpServletRequest request, HttpServletResponse response) {
    request.getSession();
    request.changeSessionId();
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            new Delegate(delegation, name),
            null,
            List.of(new SimpleGrantedAuthority(Authorities.MIGRATION))));
    SecurityContextHolder.setContext(context);
    sessions.saveContext(context, request, response);
  }

  /** Whether whoever asks is a delegate. */
  public static boolean isAsking() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Delegate;
  }
}
