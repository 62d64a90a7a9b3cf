/** The ports at which the mail servers listen, on 127.0.0.1 only. */
@NullMarked
package com.mailgrant.rehearsal.mail.servers;

import org.jspecify.annotations.NullMarked;
