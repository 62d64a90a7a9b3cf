/** The Microsoft-shaped identity provider as browsers and applications meet it. */
@NullMarked
package com.mailgrant.rehearsal.identity;

import org.jspecify.annotations.NullMarked;
