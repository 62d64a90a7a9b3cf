/** Tests of the package of the same name. */
@NullMarked
package com.mailgrant.rehearsal.control;

import org.jspecify.annotations.NullMarked;
