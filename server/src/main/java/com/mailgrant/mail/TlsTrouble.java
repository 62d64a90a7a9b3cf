package com.mailgrant.mail;

import com.mailgrant.mail.MailFailure.Why;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** Says in words what a failed handshake of the JDK means. */
final class TlsTrouble {
  private TlsTrouble() {}

  static Why why(IOException failed) {
    return failed instanceof SocketException ? Why.CLOSED : reason(failed).why;
  }

  static String words(IOException failed) {
    return reason(failed).words + " (" + Connector.words(failed) + ")";
  }

  private static Reason reason(IOException failed) {
    String message = Connector.words(failed);
    if (causedBy(failed, CertificateExpiredException.class)) {
      return Reason.EXPIRED;
    }
    if (causedBy(failed, CertificateNotYetValidException.class)) {
      return Reason.NOT_YET_VALID;
    }
    if (message.contains("No name matching") || message.contains("No subject alternative")) {
      return Reason.OTHER_HOST;
    }
    if (causedBy(failed, CertPathValidatorException.class) || message.contains("PKIX")) {
      return Reason.UNTRUSTED;
    }
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return Reason.NO_TLS;
    }
    if (message.contains("protocol_version") || message.contains("No appropriate protocol")) {
      return Reason.TOO_OLD;
    }
    if (causedBy(failed, EOFException.class) || failed instanceof SocketException) {
      return Reason.ENDED;
    }
    return Reason.OTHER;
  }

  private enum Reason {
    EXPIRED(Why.TLS_OUT_OF_DATE, "the server's certificate has expired"),
    NOT_YET_VALID(
        Why.TLS_OUT_OF_DATE, "the server's certificate is not valid yet; check both clocks"),
    OTHER_HOST(Why.TLS, "the server's certificate is made out to another host"),
    UNTRUSTED(Why.TLS, "the server's certificate comes from an authority that is not trusted here"),
    NO_TLS(Why.NO_TLS, "the server does not speak TLS on this port"),
    TOO_OLD(Why.TLS_TOO_OLD, "the server supports no TLS version of 1.2 or newer"),
    ENDED(Why.CLOSED, "the server ended the connection during the TLS handshake"),
    OTHER(Why.TLS, "the TLS handshake failed");

    private final Why why;
    private final String words;

    Reason(Why why, String words) {
      this.why = why;
      this.words = words;
    }
  }

  private static boolean causedBy(Throwable failed, Class<? extends Exception> kind) {
    for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
