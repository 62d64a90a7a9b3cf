/** What people allowed: codes of sign-ins, grants with their refresh tokens, consents. */
@NullMarked
package com.mailgrant.rehearsal.grant;

import org.jspecify.annotations.NullMarked;
