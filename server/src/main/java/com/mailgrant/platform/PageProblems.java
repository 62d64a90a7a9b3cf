package com.mailgrant.platform;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What people see when something is wrong. */
@ControllerAdvice(annotations = Controller.class)
class PageProblems {
  private static final Logger LOG = LoggerFactory.getLogger(PageProblems.class);

  private final PageTexts texts;

  PageProblems(PageTexts texts) {
    this.texts = texts;
  }

  @ExceptionHandler
  String missing(Missing missing, Model model, HttpServletResponse response) {
    return page(
        404, texts.of("error.not-found"), missing.sentence().forReader(), null, model, response);
  }

  @ExceptionHandler
  String refused(Refused refused, Model model, HttpServletResponse response) {
    return page(
        409, texts.of("error.not-now"), refused.sentence().forReader(), null, model, response);
  }

  /** Only from addresses that somebody typed: forms show what is wrong at each field. */
  @ExceptionHandler
  String invalid(InvalidInput invalid, Model model, HttpServletResponse response) {
    return page(422, texts.of("error.invalid"), invalid.first(), null, model, response);
  }

  /** Only addresses hold typed values, and one that cannot be an id names nothing. */
  @ExceptionHandler
  String wrongType(
      MethodArgumentTypeMismatchException mismatch, Model model, HttpServletResponse response) {
    return page(
        404, texts.of("error.not-found"), texts.of("error.no-address"), null, model, response);
  }

  /** A percent sign that encodes nothing, or octets that are no UTF-8. */
  @ExceptionHandler
  String garbledAddress(
      InvalidParameterException garbled, Model model, HttpServletResponse response) {
    return page(
        400,
        texts.of("error.garbled-address"),
        texts.of("error.no-address"),
        null,
        model,
        response);
  }

  @ExceptionHandler
  String anythingElse(Exception failure, Model model, HttpServletResponse response) {
    if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return page(
          known.getStatusCode().value(),
          texts.of("error.not-found"),
          texts.of("error.no-address"),
          null,
          model,
          response);
    }
    var id = ErrorId.random();
    LOG.error(
        "[{}] Unexpected failure of a page. The person was shown this error id.", id, failure);
    return page(500, texts.of("error.wrong"), texts.of("error.defect"), id, model, response);
  }

  private static String page(
      int status,
      String title,
      String message,
      @Nullable ErrorId id,
      Model model,
      HttpServletResponse response) {
    response.setStatus(status);
    model.addAttribute("title", title);
    model.addAttribute("message", message);
    model.addAttribute("errorId", id == null ? null : id.value());
    return "error";
  }
}
