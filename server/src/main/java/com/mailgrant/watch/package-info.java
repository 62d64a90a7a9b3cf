/**
 * Who watches which mailbox, on which node, and when.
 *
 * <ol>
 *   <li>An account that signs in is to be watched, one that needs login is not: {@link
 *       com.mailgrant.watch.WatchTriggers}.
 *   <li>Every node takes its share and says that it lives; those of a dead node are taken over:
 *       {@link com.mailgrant.watch.Watchers#round}.
 *   <li>A watch opens a session in its turn, looks at everything, and waits for the server to tell:
 *       {@link com.mailgrant.watch.Watching#watch}. What it sees becomes events in {@code sync}.
 *   <li>People and programs see how far it is, and choose: {@link
 *       com.mailgrant.watch.SynchronisationPages#section} and {@link
 *       com.mailgrant.watch.SynchronisationApi#get}.
 * </ol>
 */
@NullMarked
package com.mailgrant.watch;

import org.jspecify.annotations.NullMarked;
