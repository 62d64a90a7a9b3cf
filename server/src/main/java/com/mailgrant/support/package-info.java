/**
 * For those who help: the catalogue of diagnoses, one failure by its error id, and a bundle of what
 * support needs to know.
 *
 * <ol>
 *   <li>Somebody reads an error id aloud; a program or a person looks it up: {@link
 *       com.mailgrant.support.DiagnosesApi#report}, {@link
 *       com.mailgrant.support.SupportPages#page}.
 *   <li>The bundle gathers accounts, tests, reports, versions and settings: {@link
 *       com.mailgrant.support.SupportBundles#make}. Rooms above this one contribute by {@link
 *       com.mailgrant.platform.SupportPart}. No secret is in it.
 * </ol>
 */
@NullMarked
package com.mailgrant.support;

import org.jspecify.annotations.NullMarked;
