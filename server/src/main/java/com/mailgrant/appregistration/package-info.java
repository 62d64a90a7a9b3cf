/**
 * App registrations: as what Mailgrant introduces itself to an authority. One belongs to a cloud
 * and a tenant and holds a client secret or a certificate.
 *
 * <ol>
 *   <li>They come from the screen of that name, {@link
 *       com.mailgrant.appregistration.AppRegistrationPages#save}, or from the configuration, {@link
 *       com.mailgrant.appregistration.ConfiguredRegistrations#run}.
 *   <li>Every field is checked; the mistakes that people make with secrets are called by their
 *       names: {@link com.mailgrant.appregistration.AppRegistrationRules#check}.
 *   <li>The secret is sealed and never shown again; whoever asks an authority fetches it: {@link
 *       com.mailgrant.appregistration.AppRegistrations#proof}.
 * </ol>
 */
@NullMarked
package com.mailgrant.appregistration;

import org.jspecify.annotations.NullMarked;
