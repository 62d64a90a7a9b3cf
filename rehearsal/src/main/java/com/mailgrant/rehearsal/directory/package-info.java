/** The people, mailboxes and rights of the rehearsal tenant. */
@NullMarked
package com.mailgrant.rehearsal.directory;

import org.jspecify.annotations.NullMarked;
