package com.mailgrant.access;

import com.mailgrant.platform.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Back to the sign-in page with a sentence; it never tells whether the user name exists. */
final class SignInFailed implements AuthenticationFailureHandler {
  static final String SENTENCE = "mailgrant.sign-in.sentence";

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var sentence =
        failure instanceof GuardedSignIn.Locked locked
            ? locked.sentence()
            : Sentence.of("wrong.access.credentials");
    request.getSession().setAttribute(SENTENCE, sentence.stored());
    response.sendRedirect(request.getContextPath() + "/sign-in?failed");
  }
}
