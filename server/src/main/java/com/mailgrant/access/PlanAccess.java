package com.mailgrant.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** The plan is open to administrators, and to delegates as long as their link serves. */
@Component
class PlanAccess implements AuthorizationManager<RequestAuthorizationContext> {
  private final ObjectProvider<DelegatePasses> passes;

  PlanAccess(ObjectProvider<DelegatePasses> passes) {
    this.passes = passes;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> asking, RequestAuthorizationContext request) {
    var authentication = asking.get();
    return new AuthorizationDecision(authentication != null && mayPass(authentication));
  }

  private boolean mayPass(Authentication authentication) {
    if (authentication.getPrincipal() instanceof Delegate delegate) {
      return passes.stream().anyMatch(each -> each.serves(delegate.id()));
    }
    return authentication.getAuthorities().stream()
        .anyMatch(authority -> Authorities.ADMINISTRATOR.equals(authority.getAuthority()));
  }
}
