@NullMarked
package com.mailgrant.rehearsal.company;

import org.jspecify.annotations.NullMarked;
