package com.mailgrant.rehearsal.web;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Plays the faults that strike before any endpoint gets to see a request, and logs every request.
 * It works inside Tomcat because a servlet cannot close a connection without an answer.
 */
final class TroubleValve extends ValveBase {
  private static final int RETRY_AFTER_SECONDS = 30;
  private static final String HTML = "text/html;charset=utf-8";
  private static final String JSON = "application/json;charset=utf-8";

  private final Faults faults;
  private final PersonBehind personBehind;
  private final RequestLog log;
  private final RehearsalProperties properties;

  TroubleValve(
      Faults faults, PersonBehind personBehind, RequestLog log, RehearsalProperties properties) {
    super(true);
    this.faults = faults;
    this.personBehind = personBehind;
    this.log = log;
    this.properties = properties;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (isControlDesk(request.getRequestURI())) {
      getNext().invoke(request, response);
      return;
    }
    var person = personBehind.of(Parameters.of(request));
    if (faults.strikes(Fault.AUTHORITY_DOWN, person)) {
      RequestLog.note(request, "connection closed: " + Fault.AUTHORITY_DOWN.kebab());
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      log.add(request, 0);
      return;
    }
    if (!isTrouble(request, response, person)) {
      getNext().invoke(request, response);
    }
    log.add(request, response.getStatus());
  }

  /** Whether the request was answered here. */
  private boolean isTrouble(Request request, Response response, String person) throws IOException {
    if (faults.strikes(Fault.AUTHORITY_UNAVAILABLE, person)) {
      answer(
          request,
          Fault.AUTHORITY_UNAVAILABLE,
          response,
          503,
          HTML,
          "<h1>Service Unavailable</h1>");
      return true;
    }
    if (!request.getRequestURI().endsWith("/token")) {
      return false;
    }
    if (faults.strikes(Fault.AUTHORITY_THROTTLED, person)) {
      response.setHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
      answer(
          request,
          Fault.AUTHORITY_THROTTLED,
          response,
          429,
          JSON,
          "{\"error\":\"temporarily_unavailable\",\"error_description\":\"AADSTS90055: Too many requests.\",\"error_codes\":[90055]}");
      return true;
    }
    if (faults.strikes(Fault.AUTHORITY_HTML, person)) {
      answer(
          request,
          Fault.AUTHORITY_HTML,
          response,
          200,
          HTML,
          "<!DOCTYPE html><html><head><title>Proxy</title></head><body><h1>Please sign in to the network</h1></body></html>");
      return true;
    }
    if (faults.strikes(Fault.AUTHORITY_GARBAGE, person)) {
      answer(
          request,
          Fault.AUTHORITY_GARBAGE,
          response,
          200,
          JSON,
          "{\"token_type\":\"Bearer\",\"scope\":\"https://outlook.office.com/IMAP.AccessAsUser.All https://outl");
      return true;
    }
    if (faults.strikes(Fault.AUTHORITY_SLOW, person)) {
      RequestLog.note(request, "answered late: " + Fault.AUTHORITY_SLOW.kebab());
      pause();
    }
    return false;
  }

  private static void answer(
      Request request, Fault fault, Response response, int status, String type, String body)
      throws IOException {
    RequestLog.note(request, "not answered by the identity provider: " + fault.kebab());
    response.setStatus(status);
    response.setContentType(type);
    response.getWriter().write(body);
    response.finishResponse();
  }

  private void pause() {
    try {
      Thread.sleep(properties.slowness());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The desk has to work when everything else is broken. */
  private static boolean isControlDesk(String path) {
    return path.equals("/")
        || path.equals("/favicon.ico")
        || path.startsWith("/api/")
        || path.startsWith("/desk/")
        || path.startsWith("/assets/");
  }
}
