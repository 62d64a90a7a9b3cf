/** What the rehearsal tenant promises, tried through its real ports. */
@NullMarked
package com.mailgrant.rehearsal;

import org.jspecify.annotations.NullMarked;
