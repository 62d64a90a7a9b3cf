package com.mailgrant.rehearsal.control;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What programs get for nonsense: problem details (RFC 9457). People get a page. */
@RestControllerAdvice(assignableTypes = {ControlApi.class, RegistrationApi.class})
class ApiProblems extends ResponseEntityExceptionHandler {
  @ExceptionHandler
  ProblemDetail unknown(Desk.Unknown unknown) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, unknown.getMessage());
  }

  @ExceptionHandler
  ProblemDetail invalid(IllegalArgumentException invalid) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, invalid.getMessage());
  }
}
