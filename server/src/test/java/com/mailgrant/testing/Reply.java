package com.mailgrant.testing;

/** An answer of {@link FakeAuthority}, word for word. */
public record Reply(int status, String type, String body) {
  /** As authorities answer. */
  public static Reply json(int status, String body) {
    return new Reply(status, "application/json", body);
  }

  /** As proxies and overloaded front ends answer. */
  public static Reply html(int status, String body) {
    return new Reply(status, "text/html", body);
  }

  /** A refusal in the form of facts/microsoft365 1.5. */
  public static Reply refusal(String error, int number) {
    return json(
        error.equals("invalid_client") ? 401 : 400,
        """
        {"error": "%s", "error_description": "AADSTS%d: words.\\r\\nTrace ID: t\\r\\nCorrelation ID: c",
         "error_codes": [%d], "timestamp": "2026-11-23 10:00:00Z", "trace_id": "trace-1",
         "correlation_id": "correlation-1"}
        """
            .formatted(error, number, number));
  }
}
