package com.mailgrant.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;

/** Leads whoever signed in with a one-time password to where a lasting one is chosen. */
final class PasswordFirst implements AccessDeniedHandler {
  private final AccessDeniedHandler others = new AccessDeniedHandlerImpl();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, ServletException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    boolean oneTime =
        authentication != null
            && AuthorityUtils.authorityListToSet(authentication.getAuthorities())
                .contains(Authorities.PASSWORD_CHANGE);
    if (oneTime) {
      response.sendRedirect(request.getContextPath() + PasswordPages.PATH);
    } else {
      others.handle(request, response, denied);
    }
  }
}
