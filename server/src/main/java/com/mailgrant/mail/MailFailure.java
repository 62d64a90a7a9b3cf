package com.mailgrant.mail;

import java.util.List;
import java.util.Optional;

/** Why a step with a mail server did not work: everything a diagnosis needs, and no secret. */
public sealed interface MailFailure {
  /** Where it happened. */
  Stage stage();

  /** One line for logs and for support. */
  String summary();

  /**
   * No conversation, or no longer one. Never says anything about the credential.
   *
   * @param detail for people: what exactly failed
   * @param triedAddresses every IP address that was tried, with what each answered
   */
  record Unreachable(
      ServerAddress server, Stage stage, Why why, String detail, List<String> triedAddresses)
      implements MailFailure {
    /** Keeps the addresses in the order tried. */
    public Unreachable {
      triedAddresses = List.copyOf(triedAddresses);
    }

    @Override
    public String summary() {
      return stage + ": " + server + " unreachable, " + why + ": " + detail + " " + triedAddresses;
    }
  }

  /** What kept us from the server. */
  enum Why {
    /** DNS does not know the host. */
    NAME_UNKNOWN,
    /** Nobody listens there, or a firewall refuses actively; also no route. */
    REFUSED,
    /** No answer in time, at connect or later. */
    TIMED_OUT,
    /** The handshake failed: an untrusted certificate, another host's name, or anything else. */
    TLS,
    /** The server's certificate has expired or is not valid yet. */
    TLS_OUT_OF_DATE,
    /** The server knows old versions of TLS only. */
    TLS_TOO_OLD,
    /** The server does not speak TLS on this port. */
    NO_TLS,
    /** The connection ended without a word. */
    CLOSED,
    /** The address policy does not allow this host. */
    FORBIDDEN_ADDRESS
  }

  /** STARTTLS is configured, but the server does not offer it or refuses it. Nothing was sent. */
  record TlsMissing(ServerAddress server, Stage stage, Optional<Reply> reply)
      implements MailFailure {
    @Override
    public String summary() {
      return stage + ": " + server + " does not start TLS" + reply.map(r -> ": " + r).orElse("");
    }
  }

  /**
   * The server offers no way to authenticate with this kind of credential. Nothing was sent.
   *
   * @param mechanisms what it offers
   */
  record NotOffered(Stage stage, List<String> mechanisms) implements MailFailure {
    /** Keeps the server's order. */
    public NotOffered {
      mechanisms = List.copyOf(mechanisms);
    }

    @Override
    public String summary() {
      return stage + ": no usable mechanism among " + mechanisms;
    }
  }

  /**
   * The server understood and said no.
   *
   * @param challenge what it sent, decoded, before it refused a token: with some servers JSON with
   *     {@code status} and {@code scope} (RFC 7628 3.2.2)
   */
  record Rejected(Stage stage, Reply reply, Optional<String> challenge) implements MailFailure {
    @Override
    public String summary() {
      return stage + ": " + reply + challenge.map(c -> " (challenge " + c + ")").orElse("");
    }
  }

  /**
   * The server broke the protocol or our bounds; the connection is closed.
   *
   * @param what for people, without the offending octets beyond a short, escaped excerpt
   */
  record Garbled(Stage stage, String what) implements MailFailure {
    @Override
    public String summary() {
      return stage + ": not the expected protocol: " + what;
    }
  }

  /** The server ended the session with a word: BYE, or 421. */
  record Ended(Stage stage, Reply reply) implements MailFailure {
    @Override
    public String summary() {
      return stage + ": session ended by the server: " + reply;
    }
  }
}
