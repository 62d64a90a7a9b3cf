package com.mailgrant.provider;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.provider.Failure.Trouble;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What failures on the way to an authority mean, whichever it is. */
public final class AuthorityFailures {
  private AuthorityFailures() {}

  /** The authority gave no usable answer. */
  public static Finding explain(Failure.NoAnswer failure, Evidence evidence) {
    var code =
        switch (failure.trouble()) {
          case UNREACHABLE, TIMED_OUT -> "D33";
          case TLS -> "D52";
          case THROTTLED -> "D40";
          case SERVER_ERROR -> "D51";
          case GARBLED -> "D97";
        };
    var values = new LinkedHashMap<>(evidence.values());
    values.put("host", failure.host());
    values.put("port", port(evidence));
    values.put("detail", failure.detail());
    return Finding.of(code, values, failure.detail());
  }

  /** Something that was needed did not come. */
  public static Finding explain(Failure.Lacking failure, Evidence evidence) {
    var code =
        switch (failure.what()) {
          case REFRESH_TOKEN -> "D26";
          case IDENTITY, PROOF_OF_IDENTITY -> "D28";
        };
    return withDetail(code, failure.detail(), evidence);
  }

  /** Somebody else signed in. */
  public static Finding explain(Failure.WrongPerson failure, Evidence evidence) {
    var values = new LinkedHashMap<>(evidence.values());
    values.put("signedIn", failure.signedIn());
    values.put("expected", failure.expected());
    return Finding.of("D11", values, null);
  }

  /** The claims of a token show that it cannot serve. */
  public static Finding explain(Failure.WrongToken failure, Evidence evidence) {
    var code =
        switch (failure.flaw()) {
          case AUDIENCE -> "D04";
          case SCOPES -> "D25";
          case IDENTITY -> "D50";
          case CLOCK -> "D62";
        };
    var values = new LinkedHashMap<>(evidence.values());
    values.put("detail", failure.detail());
    values.put("signedIn", failure.detail());
    return Finding.of(code, values, null);
  }

  private static Finding withDetail(String code, String detail, Evidence evidence) {
    var values = new LinkedHashMap<>(evidence.values());
    values.put("detail", detail);
    return Finding.of(code, values, null);
  }

  /**
   * What an HTTP status says of the authority itself, whatever stands in the body; empty where the
   * body counts. Such an answer says nothing about a grant.
   */
  public static Optional<Trouble> disturbance(int status) {
    if (status == 429) {
      return Optional.of(Trouble.THROTTLED);
    }
    if (status == 408) {
      return Optional.of(Trouble.TIMED_OUT);
    }
    return status >= 500 ? Optional.of(Trouble.SERVER_ERROR) : Optional.empty();
  }

  /** The port of the cloud's authority; declared ones are often elsewhere than at 443. */
  public static String port(Evidence evidence) {
    var cloud = evidence.cloud();
    int port = cloud == null ? -1 : cloud.authority().getPort();
    return port > 0 ? String.valueOf(port) : "443";
  }
}
