/**
 * Default Folder Mappings: which real folder plays which role in a mailbox.
 *
 * <ol>
 *   <li>The mailbox's folders are read from the server: {@link
 *       com.mailgrant.foldermapping.Folders#of}.
 *   <li>Each role gets a suggestion with its source: {@link
 *       com.mailgrant.foldermapping.Suggestions#in}.
 *   <li>What a person or program chooses is checked against the server and kept: {@link
 *       com.mailgrant.foldermapping.FolderMappings#save}.
 * </ol>
 */
@NullMarked
package com.mailgrant.foldermapping;

import org.jspecify.annotations.NullMarked;
