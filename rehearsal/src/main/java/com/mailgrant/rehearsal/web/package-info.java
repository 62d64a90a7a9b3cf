/** What all pages and endpoints share: the address, the request log, the switchable troubles. */
@NullMarked
package com.mailgrant.rehearsal.web;

import org.jspecify.annotations.NullMarked;
