package com.mailgrant.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Compares the scopes of an API key with what the endpoint {@link Needs}. */
@Configuration(proxyBeanMethods = false)
class ScopeCheck implements WebMvcConfigurer, HandlerInterceptor {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/**");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !(authentication.getPrincipal() instanceof ApiKey key)
        || !(handler instanceof HandlerMethod endpoint)) {
      return true;
    }
    var needs = endpoint.getMethodAnnotation(Needs.class);
    var wanted = needs == null ? Scope.ADMIN : needs.value();
    if (needs != null && needs.closedToDelegates() && key.origin() == ApiKey.Origin.DELEGATION) {
      ApiRefusal.closedToDelegates(request, response);
      return false;
    }
    if (Scope.opens(key.scopes(), wanted)) {
      return true;
    }
    ApiRefusal.missingScope(request, response, wanted, key.label());
    return false;
  }
}
