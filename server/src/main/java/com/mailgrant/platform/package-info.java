/**
 * The ground that everything stands on: secrets at rest, database, clock, jobs, HTTP, answers to
 * bad input.
 */
@NullMarked
package com.mailgrant.platform;

import org.jspecify.annotations.NullMarked;
