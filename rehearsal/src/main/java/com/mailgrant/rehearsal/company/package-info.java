/**
 * A company before its migration: many people whose mail servers still take passwords, their
 * accounts in Mailgrant, the list of a plan, and a spread of faults.
 */
@NullMarked
package com.mailgrant.rehearsal.company;

import org.jspecify.annotations.NullMarked;
