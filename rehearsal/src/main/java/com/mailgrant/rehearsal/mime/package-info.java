/**
 * What a message is made of (RFC 5322, MIME): header fields, parts, addresses, dates. Reads
 * whatever comes, broken messages included, and never throws on content.
 */
@NullMarked
package com.mailgrant.rehearsal.mime;

import org.jspecify.annotations.NullMarked;
