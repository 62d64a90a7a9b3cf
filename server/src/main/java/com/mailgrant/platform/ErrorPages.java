package com.mailgrant.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is shown when no controller was reached: programs get problem details, people a page. */
@Controller
class ErrorPages implements ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

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
      var problem = ProblemDetail.forStatus(status);
      problem.setDetail(sentence(status));
      problem.setProperty("errorId", id.value());
      return ResponseEntity.status(status)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(problem);
    }
    model.addAttribute(
        "title", status.is5xxServerError() ? "Something went wrong" : "This did not work");
    model.addAttribute("message", sentence(status));
    model.addAttribute("errorId", status.is5xxServerError() ? id.value() : null);
    return "error";
  }

  private static String sentence(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "There is nothing at this address.";
      case FORBIDDEN ->
          "This is not allowed, or the page was open for too long. Load it again and repeat.";
      case METHOD_NOT_ALLOWED -> "This address does not take this method.";
      default ->
          status.is5xxServerError()
              ? "This should not have happened. Try again; if it stays, give the error ID to support."
              : "The request was refused: "
                  + status.getReasonPhrase().toLowerCase(Locale.ROOT)
                  + ".";
    };
  }
}
