/**
 * What goes wrong, in plain words: the catalogue of causes, and the reports that join what a person
 * saw with what stands in the log.
 *
 * <ol>
 *   <li>A room meets a failure and asks its provider what it means: the answer is a {@link
 *       com.mailgrant.diagnosis.Finding}, a code of the catalogue with the values of this case.
 *   <li>{@link com.mailgrant.diagnosis.Diagnoses#report} gives it an error id, stores it, logs it
 *       and returns the {@link com.mailgrant.diagnosis.Diagnosis}: the sentences that a person
 *       reads.
 *   <li>The texts stand in the resource folder {@code diagnoses}, whose README explains them;
 *       {@link com.mailgrant.diagnosis.Catalogue} reads them at start and refuses to start with a
 *       hole in them. A report keeps code and values, so that it can be read in any language.
 * </ol>
 */
@NullMarked
package com.mailgrant.diagnosis;

import org.jspecify.annotations.NullMarked;
