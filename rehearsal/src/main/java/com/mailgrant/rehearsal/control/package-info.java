/** The control desk: the page and the API with the switches. */
@NullMarked
package com.mailgrant.rehearsal.control;

import org.jspecify.annotations.NullMarked;
