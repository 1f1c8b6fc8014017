/**
 * What a proposed content of an agreement would have come to on what is recorded ({@code domain.md} 7.3): judged by the same
 * code as what is in force, in a transaction that can only read.
 */
@NullMarked
package io.surety.evaluation.preview;

import org.jspecify.annotations.NullMarked;
