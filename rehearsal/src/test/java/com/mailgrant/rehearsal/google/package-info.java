/** Tests of the package of the same name. */
@NullMarked
package com.mailgrant.rehearsal.google;

import org.jspecify.annotations.NullMarked;
