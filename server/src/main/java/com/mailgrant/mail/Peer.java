package com.mailgrant.mail;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whom a session really talks to.
 *
 * @param address the one of the host's addresses that answered
 * @param tls protocol and cipher suite, for example {@code TLSv1.3 TLS_AES_256_GCM_SHA384}
 */
public record Peer(InetAddress address, int port, Optional<String> tls) {}
