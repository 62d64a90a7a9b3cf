/** What can be made to go wrong, for everybody or for one person. */
@NullMarked
package com.mailgrant.rehearsal.fault;

import org.jspecify.annotations.NullMarked;
