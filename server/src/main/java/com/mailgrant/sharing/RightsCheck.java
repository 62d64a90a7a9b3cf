package com.mailgrant.sharing;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A program that says for which of its users it calls gets no more than that user may have: {@code
 * read} for whatever only looks, {@code send} for messages, {@code manage} for all else. The key of
 * the program itself may do what its scopes say.
 */
@Configuration(proxyBeanMethods = false)
class RightsCheck implements WebMvcConfigurer, HandlerInterceptor {
  private static final String USER = "onBehalfOf";

  private final Sharing sharing;

  RightsCheck(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/accounts/*", "/api/v1/accounts/*/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var user = request.getParameter(USER);
    if (user != null && handler instanceof HandlerMethod endpoint) {
      account(request)
          .ifPresent(account ->
              sharing.require(
                  Caller.current().organization(), account, user, right(request, endpoint)));
    }
    return true;
  }

  private static Right right(HttpServletRequest request, HandlerMethod endpoint) {
    var needs = endpoint.getMethodAnnotation(Needs.class);
    if (needs != null && needs.value() == Scope.MAIL_SEND) {
      return Right.SEND;
    }
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD")
        ? Right.READ
        : Right.MANAGE;
  }

  /** An ID that is none names nothing, which the endpoint says. */
  private static Optional<AccountId> account(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? AccountId.parse(String.valueOf(variables.get("id")))
        : Optional.empty();
  }
}
