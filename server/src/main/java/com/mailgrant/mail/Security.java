package com.mailgrant.mail;

/** How a connection is protected. What is configured is required: there is no quiet fallback. */
public enum Security {
  /** TLS from the first octet. */
  TLS,
  /** Plain greeting, then TLS by command; a server that does not offer it is refused. */
  STARTTLS,
  /** No protection at all; secrets travel readable. Only where an operator said so. */
  NONE
}
