/** The identity provider as Google shapes it (facts/microsoft365 12.1 to 12.5). */
@NullMarked
package com.mailgrant.rehearsal.google;

import org.jspecify.annotations.NullMarked;
