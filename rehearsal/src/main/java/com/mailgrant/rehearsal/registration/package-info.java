/** The applications that are registered in the tenant, and how they prove themselves. */
@NullMarked
package com.mailgrant.rehearsal.registration;

import org.jspecify.annotations.NullMarked;
