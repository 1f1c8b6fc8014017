/**
 * The typed content of an agreement's document: records that mirror the public format, after defaults were written out
 * and references frozen. Pure values.
 */
@NamedInterface("document")
@NullMarked
package io.surety.agreement.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
