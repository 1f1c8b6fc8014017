/** Objections over REST and on an agreement's page. */
@NullMarked
package io.surety.objection.web;

import org.jspecify.annotations.NullMarked;
