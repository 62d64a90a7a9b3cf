package com.mailgrant.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Back to the sign-in page with a sentence; it never tells whether the user name exists. */
final class SignInFailed implements AuthenticationFailureHandler {
  static final String MESSAGE = "mailgrant.sign-in.message";

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var message =
        failure instanceof LockedException
            ? String.valueOf(failure.getMessage())
            : "User name or password is wrong.";
    request.getSession().setAttribute(MESSAGE, message);
    response.sendRedirect(request.getContextPath() + "/sign-in?failed");
  }
}
