package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.token.AuthorityTime;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import com.mailgrant.rehearsal.web.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** How sign-ins end badly. */
@ControllerAdvice(
    assignableTypes = {
      AuthorizeController.class,
      SignInController.class,
      DevicePageController.class
    })
class PageErrors {
  private final AuthorityTime time;
  private final AuthorityAddress address;
  private final Pages pages;

  PageErrors(AuthorityTime time, AuthorityAddress address, Pages pages) {
    this.time = time;
    this.address = address;
    this.pages = pages;
  }

  /** A dead end. */
  @ExceptionHandler
  ModelAndView refused(Refusal refusal, HttpServletRequest request) {
    RequestLog.note(request, refusal.error().headline());
    return pages.deadEnd(refusal.error(), Trace.of(request, time, refusal.person()));
  }

  /** RFC 6749 4.1.2.1, with Microsoft's additions. */
  @ExceptionHandler
  ModelAndView sentBack(SentBack back, HttpServletRequest request) {
    var error = back.error();
    RequestLog.note(request, error.headline());
    var answer = new LinkedHashMap<String, String>();
    answer.put("error", error.error());
    if (error.number() == GrantErrors.declined().number()) {
      answer.put("error_subcode", "cancel");
    }
    answer.put("error_description", Trace.of(request, time, "*").description(error));
    answer.put("error_uri", address.base() + Trace.lookUp(error));
    answer.putAll(back.more());
    return back.address().with(answer);
  }
}
