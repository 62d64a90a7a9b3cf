/**
 * Health for ever after: every connected account is proved again and again, and people are told.
 *
 * <ol>
 *   <li>{@link com.mailgrant.health.ProvingWorker}, on every node, claims accounts that are due;
 *       {@link com.mailgrant.health.Prover} signs in to read and to send, and sends nothing.
 *   <li>{@link com.mailgrant.health.Proving} turns the result into two lights. One failure alone
 *       changes nothing: it is tried again soon. A cause outside, however long it lasts, makes the
 *       account Degraded and never asks for a login; what works again is Active by itself.
 *   <li>{@link com.mailgrant.health.Watch}, on one node of all, looks at everything together:
 *       {@link com.mailgrant.health.Outages} finds out when a provider and not the accounts is at
 *       fault, {@link com.mailgrant.health.Troubles} tells people what lasts, and when it is over,
 *       {@link com.mailgrant.health.Warnings} tells them what will break.
 *   <li>{@link com.mailgrant.health.NoticeMail} sends what they are told through an account that
 *       works; {@link com.mailgrant.health.HealthNotice} tells programs.
 *   <li>{@link com.mailgrant.health.HealthPages} and {@link com.mailgrant.health.HealthApi} show
 *       it.
 * </ol>
 */
@NullMarked
package com.mailgrant.health;

import org.jspecify.annotations.NullMarked;
