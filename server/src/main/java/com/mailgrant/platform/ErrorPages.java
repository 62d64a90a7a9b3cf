package com.mailgrant.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is shown when no controller was reached: programs get problem details, people a page. */
@Controller
class ErrorPages implements ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  private final PageTexts texts;

  ErrorPages(PageTexts texts) {
    this.texts = texts;
  }

  @RequestMapping("/error")
  Object error(HttpServletRequest request, Model model) {
    var code =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer number
            ? number
            : 404;
    var status =
        HttpStatus.resolve(code) == null
            ? HttpStatus.INTERNAL_SERVER_ERROR
            : HttpStatus.valueOf(code);
    var path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    var id = ErrorId.random();
    if (status.is5xxServerError()) {
      LOG.error(
          "[{}] Unexpected failure at {}.",
          id,
          path,
          request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
    }
    if (path.startsWith("/api/")) {
      return Problem.of(
              status.value(), status.getReasonPhrase(), sentence(status, Language.ENGLISH))
          .withErrorId(id)
          .answer(URI.create(path));
    }
    model.addAttribute(
        "title", texts.of(status.is5xxServerError() ? "error.wrong" : "error.not-worked"));
    model.addAttribute("message", sentence(status, Language.ofReader()));
    model.addAttribute("errorId", status.is5xxServerError() ? id.value() : null);
    return "error";
  }

  private String sentence(HttpStatus status, Language language) {
    return switch (status) {
      case NOT_FOUND -> texts.in(language, "error.nothing-here");
      case FORBIDDEN -> texts.in(language, "error.forbidden");
      case METHOD_NOT_ALLOWED -> texts.in(language, "error.method");
      default ->
          status.is5xxServerError()
              ? texts.in(language, "error.defect")
              : texts.in(
                  language, "error.refused", status.getReasonPhrase().toLowerCase(Locale.ROOT));
    };
  }
}
