package com.mailgrant.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Programs hear of a missing scope in the same words wherever it turned out. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ScopeProblems {
  @ExceptionHandler
  void missing(ScopeMissing missing, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    var label =
        authentication != null && authentication.getPrincipal() instanceof ApiKey key
            ? key.label()
            : "it";
    ApiRefusal.missingScope(request, response, missing.wanted(), label);
  }
}
