package com.mailgrant.platform;

import com.mailgrant.platform.InvalidInput.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What programs hear when something is wrong (RFC 9457). */
@RestControllerAdvice(annotations = RestController.class)
class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(InvalidInput invalid) {
    var detail =
        invalid.errors().stream()
            .map(error -> error.field() + ": " + error.message())
            .collect(Collectors.joining(" "));
    return problem(
        HttpStatus.UNPROCESSABLE_CONTENT, text("error.invalid"), detail, invalid.errors());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> missing(Missing missing) {
    return problem(
        HttpStatus.NOT_FOUND, text("error.not-found"), missing.sentence().forReader(), List.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refused refused) {
    var status =
        switch (refused.reason()) {
          case CONFLICT -> HttpStatus.CONFLICT;
          case STALE_VERSION -> HttpStatus.PRECONDITION_FAILED;
        };
    return problem(status, text("error.not-now"), refused.sentence().forReader(), List.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
    if (unreadable.getCause() instanceof JacksonException cause) {
      return unreadable(cause);
    }
    return unreadable.getCause() instanceof BodyLimit.TooLarge tooLarge
        ? tooLarge(tooLarge)
        : problem(
            HttpStatus.BAD_REQUEST,
            text("error.unreadable-body"),
            text("wrong.api.body"),
            List.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> tooLarge(BodyLimit.TooLarge tooLarge) {
    return problem(
        HttpStatus.CONTENT_TOO_LARGE,
        text("error.too-large"),
        tooLarge.detail().forReader(),
        List.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(JacksonException cause) {
    if (cause.getCause() instanceof BodyLimit.TooLarge tooLarge) {
      return tooLarge(tooLarge);
    }
    var field = field(cause);
    var sentence =
        switch (cause) {
          case DatabindException _ when cause.getCause() instanceof InvalidInput invalid ->
              invalid.errors().getFirst().sentence();
          case UnrecognizedPropertyException _ -> Sentence.of("wrong.api.unknown-field");
          case DatabindException _ -> Sentence.of("wrong.api.type");
          default -> Sentence.of("wrong.api.json");
        };
    return problem(
        HttpStatus.BAD_REQUEST,
        text("error.unreadable-body"),
        field.isEmpty() ? sentence.forReader() : field + ": " + sentence.forReader(),
        field.isEmpty() ? List.of() : List.of(new FieldError(field, sentence)));
  }

  /** An id in the address that cannot be one names nothing; a parameter can be corrected. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException mismatch) {
    return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
        ? problem(
            HttpStatus.NOT_FOUND, text("error.not-found"), text("error.nothing-here"), List.of())
        : invalid(new InvalidInput(mismatch.getName(), "wrong.api.type"));
  }

  /** A percent sign that encodes nothing, or octets that are no UTF-8. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> garbledAddress(InvalidParameterException garbled) {
    return problem(
        HttpStatus.BAD_REQUEST,
        text("error.garbled-address"),
        text("wrong.api.percent"),
        List.of());
  }

  /**
   * @return null where the caller has hung up: nobody is there to be told, and nothing is wrong
   */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> anythingElse(Exception failure) {
    if (callerIsGone(failure)) {
      LOG.debug("A caller hung up before the answer was written: {}", failure.getMessage());
      return null;
    }
    if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return problem(
          known.getStatusCode(),
          String.valueOf(known.getBody().getTitle()),
          known.getBody().getDetail(),
          List.of());
    }
    var id = ErrorId.random();
    LOG.error("[{}] Unexpected failure of an API call. The caller got this error id.", id, failure);
    return Problem.of(500, text("error.unexpected"), text("error.defect")).withErrorId(id).answer();
  }

  /** By its type alone: the connection to a mail server may break with the same words. */
  private static boolean callerIsGone(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClientAbortException
          || cause instanceof AsyncRequestNotUsableException) {
        return true;
      }
    }
    return false;
  }

  private static String text(String key) {
    return Sentence.of(key).forReader();
  }

  private static String field(JacksonException cause) {
    var field = new StringBuilder();
    for (var reference : cause.getPath()) {
      var name = reference.getPropertyName();
      if (name == null) {
        field.append('[').append(reference.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(name);
      }
    }
    return field.toString();
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatusCode status, String title, @Nullable String detail, List<FieldError> errors) {
    var problem = Problem.of(status.value(), title, detail);
    LOG.info("[{}] Refused an API call with {}.", problem.errorId(), status.value());
    return (errors.isEmpty() ? problem : problem.with("errors", errors)).answer();
  }
}
