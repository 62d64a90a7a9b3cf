/** The tenant's own certificate authority, and the certificate that all its servers show. */
@NullMarked
package com.mailgrant.rehearsal.tls;

import org.jspecify.annotations.NullMarked;
