/** Approvals over REST. */
@NullMarked
package io.surety.approval.web;

import org.jspecify.annotations.NullMarked;
