/**
 * What people read before they change anything, and what this installation can do.
 *
 * <ol>
 *   <li><i>Before you begin</i>, and who has read it: {@link
 *       com.mailgrant.guide.GuidePages#beforeYouBegin}, {@link
 *       com.mailgrant.guide.GuidePages#read}.
 *   <li><i>Capabilities</i>, with what a test has proved here: {@link
 *       com.mailgrant.guide.GuidePages#capabilities}, {@link
 *       com.mailgrant.guide.CapabilitiesApi#capabilities}.
 * </ol>
 */
@NullMarked
package com.mailgrant.guide;

import org.jspecify.annotations.NullMarked;
