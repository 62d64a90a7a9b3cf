/** POP3 as Exchange Online speaks it (RFC 1939, RFC 2449, RFC 5034; facts/microsoft365 4.2). */
@NullMarked
package com.mailgrant.rehearsal.mail.pop3;

import org.jspecify.annotations.NullMarked;
